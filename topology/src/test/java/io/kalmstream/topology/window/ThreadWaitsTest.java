package io.kalmstream.topology.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ThreadWaitsTest {
    private final AtomicLong commits = new AtomicLong();
    private final ThreadWaits waits = new ThreadWaits(Duration.ofSeconds(30), commits::get);

    @Test
    void left_isSharedUntilTheNextCommit() {
        waits.spend(Duration.ofSeconds(20));
        waits.spend(Duration.ofSeconds(4));
        assertThat(waits.left()).isEqualTo(Duration.ofSeconds(6));

        waits.spend(Duration.ofSeconds(9));
        assertThat(waits.left()).isZero();

        commits.incrementAndGet();
        assertThat(waits.left()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void left_isTheThreadsOwn() throws InterruptedException {
        Thread other = Thread.ofVirtual().start(() -> waits.spend(Duration.ofSeconds(30)));
        other.join();

        assertThat(waits.left()).isEqualTo(Duration.ofSeconds(30));
    }
}
