package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.local.LocalStackException;
import io.kalmstream.sinks.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class ErrorLineTest {
    private final StringWriter printed = new StringWriter();
    private final PrintWriter err = new PrintWriter(printed);

    @Test
    void code_saysWhoseTurnItIs() {
        assertThat(ErrorLine.code(CommandException.configuration("port"))).isEqualTo(78);
        assertThat(ErrorLine.code(new ConfigException("key"))).isEqualTo(78);
        assertThat(ErrorLine.code(new LocalStackException("slow", null))).isEqualTo(75);
        assertThat(ErrorLine.code(new TimeoutException("slow"))).isEqualTo(75);
        assertThat(ErrorLine.code(new KafkaException("wrapped", new TimeoutException("slow"))))
                .isEqualTo(75);
        assertThat(ErrorLine.code(new StoreException(StoreException.Fault.CONFIGURATION, "model", null)))
                .isEqualTo(78);
        assertThat(ErrorLine.code(new IllegalStateException("?"))).isEqualTo(70);
        assertThat(ErrorLine.code(new InterruptedException())).isEqualTo(130);
    }

    @Test
    void print_isOneLine() {
        ErrorLine.print(CommandException.configuration("two\nlines"), false, err);
        assertThat(printed.toString()).isEqualTo("kalmstream: two lines" + System.lineSeparator());
    }

    @Test
    void print_showsTheStackTrace_whenAsked() {
        ErrorLine.print(new IllegalStateException("odd"), true, err);
        assertThat(printed.toString()).contains("This is a bug", "\tat " + ErrorLineTest.class.getName());
    }
}
