package io.kalmstream.topology.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.sinks.VectorStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class StoreBreakerTest {
    private static final VectorStore.Health UP = new VectorStore.Health(true, "up");
    private static final VectorStore.Health DOWN = new VectorStore.Health(false, "no answer");

    private final AtomicLong nanos = new AtomicLong();
    private final Deque<VectorStore.Health> health = new ArrayDeque<>();
    private final List<Integer> attempts = new ArrayList<>();
    private final List<Runnable> probing = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final StoreBreaker breaker =
            new StoreBreaker(() -> health.isEmpty() ? UP : health.remove(), attempts::add, probing::add, nanos::get);

    @Test
    void trip_untilAProbeSucceeds() {
        hear();
        health.add(DOWN);
        health.add(DOWN);

        breaker.trip("refused");
        breaker.trip("refused by another task");
        assertThat(breaker.openBecause()).contains("the vector store is down: refused");
        assertThat(probing).hasSize(1);
        probing.getFirst().run();

        assertThat(attempts).containsExactly(0, 1, 2);
        assertThat(breaker.openBecause()).isEmpty();
        assertThat(told).containsExactly("opened: the vector store is down: refused", "closed");
        breaker.awaitClosed(() -> false);
    }

    @Test
    void openBecause_asTheLastProbeSaw() {
        health.add(DOWN);
        List<String> reasons = new ArrayList<>();
        breaker.listen(new StoreBreaker.Listener() {
            @Override
            public void closed() {
                reasons.add(breaker.openBecause().orElse("none"));
            }
        });
        breaker.trip("write failed");

        probing.getFirst().run();

        assertThat(reasons).containsExactly("no answer");
    }

    @Test
    void trip_again_withoutASuccessBetween_probesLater() {
        breaker.trip("one");
        probing.removeFirst().run();
        breaker.trip("two");
        probing.removeFirst().run();
        breaker.succeeded();
        breaker.trip("three");
        probing.removeFirst().run();

        assertThat(attempts).containsExactly(0, 1, 0);
    }

    @Test
    void openBecause_failsAgainThoughUp_untilASuccess() {
        breaker.trip("one");
        probing.removeFirst().run();
        assertThat(breaker.openBecause()).as("a single outage").isEmpty();
        breaker.trip("two");
        probing.removeFirst().run();

        assertThat(breaker.isOpen()).isFalse();
        assertThat(breaker.openBecause()).contains("the vector store is down: two");
        breaker.succeeded();
        assertThat(breaker.openBecause()).isEmpty();
    }

    @Test
    void openNanos_addsUp() {
        breaker.trip("one");
        nanos.addAndGet(5);
        assertThat(breaker.openNanos()).isEqualTo(5);
        probing.removeFirst().run();
        nanos.addAndGet(100);
        breaker.trip("two");
        nanos.addAndGet(2);

        assertThat(breaker.openNanos()).isEqualTo(7);
    }

    @Test
    void awaitClosed_cancelled() {
        breaker.trip("down");

        assertThatThrownBy(() -> breaker.awaitClosed(() -> true)).isInstanceOf(CancellationException.class);
    }

    @Test
    void probe_thatThrows_countsAsDown() {
        AtomicInteger probed = new AtomicInteger();
        StoreBreaker broken = new StoreBreaker(
                () -> {
                    if (probed.getAndIncrement() == 0) {
                        throw new IllegalStateException("a bug");
                    }
                    return UP;
                },
                attempts::add,
                probing::add,
                nanos::get);
        broken.trip("down");

        probing.getFirst().run();

        assertThat(probed).hasValue(2);
        assertThat(broken.openBecause()).isEmpty();
    }

    @Test
    void listener_thatThrows_holdsNobodyBack() {
        breaker.listen(new StoreBreaker.Listener() {
            @Override
            public void opened(String why) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void closed() {
                throw new IllegalStateException("another");
            }
        });

        breaker.trip("down");
        probing.getFirst().run();

        assertThat(breaker.openBecause()).isEmpty();
        breaker.awaitClosed(() -> false);
    }

    @Test
    void close_endsProbing() {
        breaker.trip("down");
        breaker.close();

        probing.getFirst().run();

        assertThat(attempts).isEmpty();
        assertThatThrownBy(() -> breaker.awaitClosed(() -> false)).isInstanceOf(CancellationException.class);
    }

    private void hear() {
        breaker.listen(new StoreBreaker.Listener() {
            @Override
            public void opened(String why) {
                told.add("opened: " + why);
            }

            @Override
            public void closed() {
                told.add("closed");
            }
        });
    }
}
