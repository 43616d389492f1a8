package io.kalmstream.encoder.batch;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the windows of many callers into batches for one device; see the package's picture. There is one per device.
 *
 * <p>Threads: any number of callers. It runs its own: tokenizers, one for the device, one that completes futures. What a caller
 * hangs on a future runs on that last one, or on the caller's own: it must be short and must not wait.
 */
public final class DeviceBatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceBatcher.class);
    private static final int MAX_WAITING_PER_SOURCE = 16_384;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final Pipeline pipeline;
    private final Answers answers = new Answers();
    private final List<Thread> threads = new ArrayList<>();

    public DeviceBatcher(TextEncoder encoder) {
        this(encoder, BatchBudget.CPU, defaultTokenizerThreads(), BatchListener.NONE);
    }

    /** @param encoder stays the caller's: it is closed by who opened it, after this batcher */
    public DeviceBatcher(TextEncoder encoder, BatchBudget budget, int tokenizerThreads, BatchListener listener) {
        this(encoder, budget, tokenizerThreads, listener, MAX_WAITING_PER_SOURCE, System::nanoTime);
    }

    DeviceBatcher(
            TextEncoder encoder,
            BatchBudget budget,
            int tokenizerThreads,
            BatchListener listener,
            int maxWaitingPerSource,
            LongSupplier nanoClock) {
        if (tokenizerThreads < 1) {
            throw new IllegalArgumentException("tokenizerThreads must be positive: " + tokenizerThreads);
        }
        pipeline = new Pipeline(budget, maxWaitingPerSource);
        BisectOnFailure bisect = new BisectOnFailure(encoder, new MeasuredEncoder(encoder, listener, nanoClock));
        start("kalm-device", new DeviceLoop(pipeline, bisect, answers));
        for (int i = 0; i < tokenizerThreads; i++) {
            start("kalm-tokenizer-" + i, new TokenizerLoop(pipeline, encoder, answers));
        }
    }

    /** Half the cores: the rest is for the callers, and on machines without another device for the model. */
    public static int defaultTokenizerThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private void start(String name, Runnable loop) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(loop));
    }

    /** Like {@link #submit(Object, Side, List)} for documents. */
    public CompletableFuture<List<EncodeOutcome>> submit(Object source, List<String> texts) {
        return submit(source, Side.DOCUMENT, texts);
    }

    /**
     * Asks for the vectors of a window. Waits only while the source has more than {@value #MAX_WAITING_PER_SOURCE} texts that are
     * not tokenized yet. Completing or cancelling the future withdraws what the device has not begun.
     *
     * @param source who asks (a topic partition), told apart by {@code equals}: sources are served in turn
     * @return one outcome per text, in their order. It fails with {@link EncoderException} if the device fails on whatever it is
     *     given or the batcher is closed, and with {@link IllegalStateException} if the encoder breaks its contract
     */
    public CompletableFuture<List<EncodeOutcome>> submit(Object source, Side side, List<String> texts) {
        Submission submission =
                new Submission(requireNonNull(source, "source is null"), requireNonNull(side, "side is null"), texts);
        if (submission.rows() == 0) {
            submission.future.complete(List.of());
            return submission.future;
        }
        CompletableFuture<?> _ = submission.future.whenComplete((_, _) -> pipeline.over(submission));
        try {
            if (!pipeline.admit(submission)) {
                submission.future.completeExceptionally(closed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            submission.future.completeExceptionally(
                    new EncoderException("Interrupted while waiting for earlier texts of the same source", e));
        }
        return submission.future;
    }

    /** Whether the device has nothing to do and nothing is waiting for it. */
    public boolean idle() {
        return pipeline.idle();
    }

    /**
     * Fails what is unanswered and ends the threads; waits for them a bounded time. A device that hangs keeps its thread: then
     * this says so in the log, and closing the encoder may crash the process.
     */
    @Override
    public void close() {
        pipeline.close().forEach(submission -> answers.fail(submission, closed()));
        answers.close();
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + CLOSE_WITHIN.toNanos();
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.ofNanos(deadline - System.nanoTime()))) {
                    LOG.error("Thread {} still runs {} s after close", thread.getName(), CLOSE_WITHIN.toSeconds());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static EncoderException closed() {
        return new EncoderException("The device batcher is closed");
    }
}
