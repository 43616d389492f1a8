package io.kalmstream.topology.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.sinks.Fence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class OwnershipTest {
    private static final Duration SESSION = Duration.ofSeconds(45);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong commits = new AtomicLong(7);
    private final Ownership ownership =
            new Ownership("kalm/3", 9, SESSION, nanos::get, held::get, commits::get, new AtomicLong());

    @Test
    void check_beforeTheFirstCommit_isNotConfirmed() {
        assertThat(ownership.check()).isFalse();
        commits.incrementAndGet();
        assertThat(ownership.check()).isTrue();
        assertThat(ownership.check()).isTrue();
    }

    @Test
    void next_growsWithEveryCall() {
        assertThat(ownership.next()).isEqualTo(new Fence("kalm/3", 9, 1));
        assertThat(ownership.next()).isEqualTo(new Fence("kalm/3", 9, 2));
    }

    @Test
    void next_streamThreadAway_isRefused() {
        nanos.addAndGet(SESSION.toNanos());
        assertThat(ownership.next()).isNotNull();

        nanos.incrementAndGet();
        assertThatThrownBy(ownership::next)
                .isInstanceOf(NotOwnerException.class)
                .hasMessageContaining("kalm/3");
    }

    @Test
    void check_afterALongAbsence_neverHoldsAgain() {
        nanos.addAndGet(SESSION.toNanos() + 1);

        assertThatThrownBy(ownership::check).isInstanceOf(NotOwnerException.class);
        assertThatThrownBy(ownership::check).isInstanceOf(NotOwnerException.class);
        assertThatThrownBy(ownership::next).isInstanceOf(NotOwnerException.class);
    }

    @Test
    void check_afterAPauseThatTheStoreCaused_holds() {
        nanos.addAndGet(10 * SESSION.toNanos());
        held.addAndGet(9 * SESSION.toNanos());

        ownership.check();

        assertThat(ownership.next()).isNotNull();
    }

    @Test
    void check_oftenEnough_keepsIt() {
        for (int i = 0; i < 5; i++) {
            nanos.addAndGet(SESSION.toNanos());
            ownership.check();
        }
        assertThat(ownership.next().sequence()).isEqualTo(1);
    }

    @Test
    void epochs_growWithTheState_theClock_andWhatWasFound() {
        Epochs epochs = new Epochs(InstantSource.fixed(Instant.ofEpochMilli(1000)));

        assertThat(epochs.next("kalm/3", 0)).as("state lost").isEqualTo(1000);
        assertThat(epochs.next("kalm/3", 999)).isEqualTo(1000);
        assertThat(epochs.next("kalm/3", 5000)).as("clock behind").isEqualTo(5001);
        epochs.found(new Fence("kalm/3", 7000, 1));
        epochs.found(new Fence("kalm/3", 6000, 1));
        assertThat(epochs.next("kalm/3", 5001)).isEqualTo(7001);
        assertThat(epochs.next("kalm/4", 0)).isEqualTo(1000);
    }
}
