package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.EncoderException;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watching thread: when the device hangs, it fails everybody who waits and whoever comes later, and is done. */
final class WatchLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchLoop.class);

    private final CallWatch watch;
    private final Pipeline pipeline;
    private final Answers answers;
    private final Supplier<EncoderException> hung;

    WatchLoop(CallWatch watch, Pipeline pipeline, Answers answers, Supplier<EncoderException> hung) {
        this.watch = watch;
        this.pipeline = pipeline;
        this.answers = answers;
        this.hung = hung;
    }

    @Override
    public void run() {
        try {
            watch.awaitHang();
        } catch (InterruptedException _) {
            // Only close() interrupts this thread.
            Thread.currentThread().interrupt();
            return;
        }
        List<Submission> waiting = pipeline.end(hung);
        LOG.error("{}; {} windows fail", hung.get().getMessage(), waiting.size());
        waiting.forEach(submission -> answers.fail(submission, hung.get()));
    }
}
