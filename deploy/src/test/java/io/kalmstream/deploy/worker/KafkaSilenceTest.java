package io.kalmstream.deploy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KafkaSilenceTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private double received;
    private long nanos;
    private @Nullable Duration commit;

    private final KafkaSilence silence =
            new KafkaSilence(() -> received, () -> Optional.ofNullable(commit), () -> nanos, LIMIT);

    @Test
    void bytes_areAnAnswer() {
        for (int second = 1; second < 10; second++) {
            pass(Duration.ofSeconds(1));
            received += 100;
            assertThat(silence.reason()).isEmpty();
        }
    }

    @Test
    void silence_isSaidOnceItIsLong_andEndsWithTheNextByte() {
        assertThat(silence.reason()).isEmpty();
        pass(LIMIT);
        assertThat(silence.reason()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(silence.reason()).contains("Kafka has not answered for 4 s");
        received += 1;
        assertThat(silence.reason()).isEmpty();
    }

    /** A stream thread was replaced, and its consumer's count is gone. */
    @Test
    void fewerBytes_areAnAnswerToo() {
        received = 1000;
        assertThat(silence.reason()).isEmpty();
        pass(Duration.ofSeconds(4));
        received = 10;
        assertThat(silence.reason()).isEmpty();
    }

    @Test
    void commitThatIsNotAnswered_isSaid_thoughOtherBrokersTalk() {
        commit = LIMIT;
        assertThat(silence.reason()).isEmpty();
        commit = Duration.ofSeconds(5);
        assertThat(silence.reason()).contains("Kafka has not answered a commit for 5 s");
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
