package io.kalmstream.encoder.batch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes the callers' futures on a thread of its own, so that neither the device nor a tokenizer waits for what a caller does
 * with its answer.
 *
 * <p>Threads: any.
 */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("kalm-answers").daemon().factory());

    void answer(Submission submission, int row, EncodeOutcome outcome) {
        if (submission.answer(row, outcome)) {
            execute(() -> submission.future.complete(submission.outcomes()));
        }
    }

    void fail(Submission submission, Throwable cause) {
        execute(() -> submission.future.completeExceptionally(cause));
    }

    private void execute(Runnable delivery) {
        try {
            thread.execute(delivery);
        } catch (RejectedExecutionException _) {
            LOG.debug("An answer came after close, which has failed its future already");
        }
    }

    /** Delivers what it has; takes nothing more. */
    void close() {
        thread.shutdown();
    }
}
