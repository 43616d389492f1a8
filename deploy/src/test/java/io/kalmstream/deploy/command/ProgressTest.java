package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ProgressTest {
    private final StringWriter printed = new StringWriter();
    private final PrintWriter err = new PrintWriter(printed);

    @Test
    @Timeout(30)
    void bar_isDrawnALastTime_whenClosed() {
        ProgressOnTerminal progress = new ProgressOnTerminal(err, 80, ProgressUnit.EVENTS);
        progress.at(1, 10);
        progress.say("a line above");
        progress.at(10, 10);
        progress.close();
        assertThat(printed.toString())
                .contains("a line above")
                .contains("10/10")
                .endsWith(System.lineSeparator());
    }

    @Test
    void bar_isNotDrawn_whenNothingHappened() {
        new ProgressOnTerminal(err, 80, ProgressUnit.EVENTS).close();
        assertThat(printed.toString()).isEmpty();
    }

    @Test
    void lines_comeNowAndThen() {
        AtomicLong nanos = new AtomicLong();
        ProgressLines progress = new ProgressLines(err, nanos::get, ProgressUnit.EVENTS);
        progress.at(1, 10);
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        progress.at(2, 10);
        progress.at(3, 10);
        assertThat(printed.toString()).isEqualTo("2 of 10 events" + System.lineSeparator());
    }
}
