package io.kalmstream.encoder.batch;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderException.Fault;
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
 * <p>A call of the device that takes longer than {@link BatchBudget#deadline()} is given up, with its thread, for good: whoever waits
 * and whoever comes later is told {@link EncoderException.Fault#HUNG}, and no other call is made.
 *
 * <p>Threads: any number of callers. It runs its own: tokenizers, one for the device, one that watches it, one that completes futures. What a caller
 * hangs on a future runs on that last one, or on the caller's own: it must be short and must not wait.
 */
public final class DeviceBatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceBatcher.class);
    private static final int MAX_WAITING_PER_SOURCE = 16_384;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final Pipeline pipeline;
    private final CallWatch watch;
    private final Duration closeWithin;
    private final Answers answers = new Answers();
    private final List<Thread> threads = new ArrayList<>();
    private final Thread device;

    public DeviceBatcher(TextEncoder encoder) {
        this(encoder, BatchBudget.CPU, defaultTokenizerThreads(), BatchListener.NONE);
    }

    /** @param encoder stays the caller's: it is closed by who opened it, after this batcher */
    public DeviceBatcher(TextEncoder encoder, BatchBudget budget, int tokenizerThreads, BatchListener listener) {
        this(encoder, budget, tokenizerThreads, listener, MAX_WAITING_PER_SOURCE, CLOSE_WITHIN, System::nanoTime);
    }

    DeviceBatcher(
            TextEncoder encoder,
            BatchBudget budget,
            int tokenizerThreads,
            BatchListener listener,
            int maxWaitingPerSource,
            Duration closeWithin,
            LongSupplier nanoClock) {
        if (tokenizerThreads < 1) {
            throw new IllegalArgumentException("tokenizerThreads must be positive: " + tokenizerThreads);
        }
        this.closeWithin = closeWithin;
        TokenCap cap = new TokenCap(budget);
        pipeline = new Pipeline(budget, cap, maxWaitingPerSource);
        watch = new CallWatch(budget.deadline(), nanoClock);
        MeasuredEncoder measured = new MeasuredEncoder(encoder, listener, nanoClock, watch);
        BisectOnFailure bisect = new BisectOnFailure(encoder, new FitToMemory(measured, cap));
        device = start("kalm-device", new DeviceLoop(pipeline, bisect, answers));
        Thread _ = start("kalm-watch", new WatchLoop(watch, pipeline, answers, () -> hung(budget.deadline())));
        for (int i = 0; i < tokenizerThreads; i++) {
            Thread _ = start("kalm-tokenizer-" + i, new TokenizerLoop(pipeline, encoder, answers, listener, nanoClock));
        }
    }

    /** Half the cores: the rest is for the callers, and on machines without another device for the model. */
    public static int defaultTokenizerThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private Thread start(String name, Runnable loop) {
        Thread thread = Thread.ofPlatform().name(name).daemon().start(loop);
        threads.add(thread);
        return thread;
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
     *     given, hangs, or has not even memory for a short text, or if the batcher is closed; and with {@link IllegalStateException}
     *     if the encoder breaks its contract
     */
    public CompletableFuture<List<EncodeOutcome>> submit(Object source, Side side, List<String> texts) {
        return submit(new Submission(
                requireNonNull(source, "source is null"), requireNonNull(side, "side is null"), texts, false));
    }

    /**
     * Like {@link #submit(Object, Side, List)}, for who waits at a screen: these texts go before all others and, full or not, into the
     * next batch that is chosen. Whoever calls it keeps what is under way small, or the others wait for ever.
     */
    public CompletableFuture<List<EncodeOutcome>> submitUrgent(Object source, Side side, List<String> texts) {
        return submit(new Submission(
                requireNonNull(source, "source is null"), requireNonNull(side, "side is null"), texts, true));
    }

    private CompletableFuture<List<EncodeOutcome>> submit(Submission submission) {
        if (submission.rows() == 0) {
            submission.future.complete(List.of());
            return submission.future;
        }
        CompletableFuture<?> _ = submission.future.whenComplete((_, _) -> pipeline.over(submission));
        try {
            pipeline.admit(submission);
        } catch (EncoderException e) {
            submission.future.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            submission.future.completeExceptionally(new EncoderException(
                    Fault.STOPPED, "Interrupted while waiting for earlier texts of the same source", e));
        }
        return submission.future;
    }

    /** Texts that wait for the device: not tokenized yet, or tokenized and in no batch that has begun. */
    public int waiting() {
        return pipeline.waiting();
    }

    /** Whether the device has nothing to do and nothing is waiting for it. */
    public boolean idle() {
        return pipeline.idle();
    }

    /** Whether a call of the device was given up: it went on beyond its deadline or beyond {@link #close}. It may do so for ever. */
    public boolean hangs() {
        return watch.hangs();
    }

    /** Fails what is unanswered and ends the threads; waits for them a bounded time, and not for a device that {@link #hangs}. */
    @Override
    public void close() {
        pipeline.end(DeviceBatcher::closed).forEach(submission -> answers.fail(submission, closed()));
        answers.close();
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + closeWithin.toNanos();
        for (Thread thread : threads) {
            boolean lost = thread.equals(device) && watch.hangs();
            try {
                if (!thread.join(Duration.ofNanos(lost ? 0 : deadline - System.nanoTime()))) {
                    watch.giveUp();
                    LOG.error("Thread {} still runs after close", thread.getName());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static EncoderException hung(Duration deadline) {
        return new EncoderException(
                Fault.HUNG,
                "The device hangs: a call has not returned for %d ms. Only another process can use it again"
                        .formatted(deadline.toMillis()));
    }

    private static EncoderException closed() {
        return new EncoderException(Fault.STOPPED, "The device batcher is closed");
    }
}
