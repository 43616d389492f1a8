package io.kalmstream.encoder.onnx;

import io.kalmstream.encoder.EncoderException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The shards of one batch while they are computed.
 *
 * <p>Threads: any number may take shards. What they wrote is visible to whoever has waited for the helpers.
 */
final class ShardRound {
    private final List<Shard> shards;
    private final ShardThreads.Work work;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch helpers;

    /** @param helpers how many threads will call {@link #help} */
    ShardRound(List<Shard> shards, ShardThreads.Work work, int helpers) {
        this.shards = shards;
        this.work = work;
        this.helpers = new CountDownLatch(helpers);
    }

    void help(int worker) {
        try {
            takeShards(worker);
        } finally {
            helpers.countDown();
        }
    }

    /** Until there are no more, or one has failed. */
    void takeShards(int worker) {
        try {
            for (int i = next.getAndIncrement();
                    i < shards.size() && failure.get() == null;
                    i = next.getAndIncrement()) {
                work.encode(worker, shards.get(i));
            }
        } catch (Throwable e) {
            // It belongs to the thread that waits for the batch.
            failure.compareAndSet(null, e);
        }
    }

    void awaitHelpers() {
        boolean interrupted = false;
        while (true) {
            try {
                helpers.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void throwFailure() {
        Throwable cause = failure.get();
        if (cause instanceof EncoderException e) {
            throw new EncoderException(e.fault(), String.valueOf(e.getMessage()), e);
        }
        if (cause != null) {
            throw new IllegalStateException("A part of the batch could not be computed: " + cause, cause);
        }
    }
}
