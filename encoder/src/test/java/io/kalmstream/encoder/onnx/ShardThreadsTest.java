package io.kalmstream.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ShardThreadsTest {
    private static final int THREADS = 3;

    @Test
    void run_manyShards_doesEachOnceWhileAWorkerDoesOneAtATime() {
        AtomicIntegerArray done = new AtomicIntegerArray(1000);
        AtomicIntegerArray inside = new AtomicIntegerArray(THREADS);
        try (ShardThreads threads = new ShardThreads(THREADS)) {
            for (int round = 0; round < 10; round++) {
                threads.run(shards(round * 100, 100), (worker, shard) -> {
                    assertThat(inside.incrementAndGet(worker)).isEqualTo(1);
                    done.incrementAndGet(shard.rows()[0]);
                    inside.decrementAndGet(worker);
                });
            }
        }
        assertThat(IntStream.range(0, 1000).map(done::get)).containsOnly(1);
    }

    @Test
    void run_asManyShardsAsThreads_computesThemAtTheSameTime() {
        CyclicBarrier all = new CyclicBarrier(THREADS);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        try (ShardThreads threads = new ShardThreads(THREADS)) {
            threads.run(shards(0, THREADS), (_, _) -> {
                meet(all);
                seen.add(Thread.currentThread());
            });
        }
        assertThat(seen).hasSize(THREADS).contains(Thread.currentThread());
    }

    @Test
    void run_oneThread_isTheCallers() {
        AtomicReference<Thread> seen = new AtomicReference<>();
        try (ShardThreads threads = new ShardThreads(1)) {
            threads.run(shards(0, 5), (_, _) -> seen.set(Thread.currentThread()));
        }
        assertThat(seen).hasValue(Thread.currentThread());
    }

    @Test
    void run_shardFailsOnAHelper_failsTheCallWithItsCauseAndTheNextWorks() {
        CyclicBarrier all = new CyclicBarrier(THREADS);
        EncoderException broken = new EncoderException("broken");
        try (ShardThreads threads = new ShardThreads(THREADS)) {
            assertThatThrownBy(() -> threads.run(shards(0, THREADS), (worker, _) -> {
                        meet(all);
                        if (worker == THREADS - 1) {
                            throw broken;
                        }
                    }))
                    .isInstanceOf(EncoderException.class)
                    .hasMessage("broken")
                    .hasCause(broken);

            AtomicIntegerArray done = new AtomicIntegerArray(9);
            threads.run(shards(0, 9), (_, shard) -> done.incrementAndGet(shard.rows()[0]));
            assertThat(IntStream.range(0, 9).map(done::get)).containsOnly(1);
        }
    }

    @Test
    void run_errorOnAHelper_reachesTheCaller() {
        CyclicBarrier all = new CyclicBarrier(2);
        try (ShardThreads threads = new ShardThreads(2)) {
            assertThatThrownBy(() -> threads.run(shards(0, 2), (worker, _) -> {
                        meet(all);
                        if (worker == 1) {
                            throw new OutOfMemoryError("not really");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void run_callerInterrupted_finishesAndKeepsTheInterrupt() {
        AtomicIntegerArray done = new AtomicIntegerArray(50);
        try (ShardThreads threads = new ShardThreads(THREADS)) {
            Thread.currentThread().interrupt();
            threads.run(shards(0, 50), (_, shard) -> done.incrementAndGet(shard.rows()[0]));

            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(IntStream.range(0, 50).map(done::get)).containsOnly(1);
    }

    @Test
    void close_afterRounds_endsTheHelpers() {
        CyclicBarrier all = new CyclicBarrier(THREADS);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        ShardThreads threads = new ShardThreads(THREADS);
        threads.run(shards(0, THREADS), (_, _) -> {
            meet(all);
            seen.add(Thread.currentThread());
        });
        seen.remove(Thread.currentThread());

        threads.close();

        assertThat(seen)
                .hasSize(THREADS - 1)
                .noneMatch(Thread::isAlive)
                .allMatch(thread -> thread.getName().startsWith("kalm-encoder-"));
    }

    private static List<Shard> shards(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> new Shard(new int[] {i}))
                .toList();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
