package io.kalmstream.deploy.bench;

import com.google.common.collect.Lists;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings points into a store with some requests always under way, as the tasks of a worker do: each has one, and a writer of its own.
 *
 * <p>Threads: one calls, one more for each request under way.
 */
final class StoreTurns implements AutoCloseable {
    private static final long EPOCH = 1;

    private final int batch;
    private final int inFlight;
    private final ExecutorService writers;
    private final AtomicLong sequence = new AtomicLong();

    StoreTurns(int batch, int inFlight) {
        this.batch = batch;
        this.inFlight = inFlight;
        this.writers = Executors.newFixedThreadPool(
                inFlight,
                Thread.ofPlatform().name("bench-store-", 0).daemon(true).factory());
    }

    /** @return nanoseconds until all are durable and can be searched */
    long take(StoreLane lane, List<Point> points) throws InterruptedException {
        Queue<List<Point>> batches = new ConcurrentLinkedQueue<>(Lists.partition(points, batch));
        List<Future<?>> running = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < inFlight; i++) {
            String writer = "bench/" + i;
            running.add(writers.submit(() -> drain(lane, writer, batches)));
        }
        for (Future<?> writer : running) {
            try {
                writer.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a write of the benchmark failed: " + e.getCause(), e);
            }
        }
        return System.nanoTime() - start;
    }

    private void drain(StoreLane lane, String writer, Queue<List<Point>> batches) {
        for (List<Point> next = batches.poll(); next != null; next = batches.poll()) {
            lane.write(new Fence(writer, EPOCH, sequence.incrementAndGet()), next);
        }
    }

    @Override
    public void close() {
        writers.shutdownNow();
    }
}
