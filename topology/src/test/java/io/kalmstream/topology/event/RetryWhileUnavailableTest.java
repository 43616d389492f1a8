package io.kalmstream.topology.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.avro.serde.RegistryRefusedException;
import io.kalmstream.avro.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RetryWhileUnavailableTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    private final RetryWhileUnavailable retry = new RetryWhileUnavailable(Duration.ofSeconds(10), nanos::get, pause -> {
        pauses.add(pause);
        nanos.addAndGet(pause.toNanos());
    });

    @Test
    void call_again_untilItAnswers() {
        assertThat(retry.call(() -> answerAt(4))).isEqualTo("answer");
        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void call_throws_whenBudgetIsSpent() {
        assertThatThrownBy(() -> retry.call(() -> answerAt(1000))).isInstanceOf(RegistryUnavailableException.class);
        assertThat(nanos.get()).isLessThanOrEqualTo(Duration.ofSeconds(10).toNanos());
        assertThat(pauses).hasSize(8).endsWith(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    @Test
    void call_throwsAtOnce_whenTryingAgainDoesNotHelp() {
        assertThatThrownBy(() -> retry.call(() -> {
                    throw new RegistryRefusedException("scripted");
                }))
                .isInstanceOf(RegistryRefusedException.class);
        assertThat(pauses).isEmpty();
    }

    @Test
    void call_throws_whenInterrupted() {
        RetryWhileUnavailable interrupted = new RetryWhileUnavailable(Duration.ofSeconds(10), nanos::get, _ -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(() -> interrupted.call(() -> answerAt(2))).isInstanceOf(RegistryUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private String answerAt(int call) {
        if (calls.incrementAndGet() < call) {
            throw new RegistryUnavailableException("scripted");
        }
        return "answer";
    }
}
