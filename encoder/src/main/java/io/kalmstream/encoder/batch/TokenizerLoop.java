package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.NoTokensException;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.batch.EncodeOutcome.Rejected;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tokenizer thread: takes texts in the sources' turns and fills the look-ahead. */
final class TokenizerLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenizerLoop.class);

    private final Pipeline pipeline;
    private final TextEncoder encoder;
    private final Answers answers;
    private final BatchListener listener;
    private final LongSupplier nanoClock;

    TokenizerLoop(
            Pipeline pipeline, TextEncoder encoder, Answers answers, BatchListener listener, LongSupplier nanoClock) {
        this.pipeline = pipeline;
        this.encoder = encoder;
        this.answers = answers;
        this.listener = listener;
        this.nanoClock = nanoClock;
    }

    @Override
    public void run() {
        try {
            for (WaitingText text = pipeline.nextText(); text != null; text = pipeline.nextText()) {
                tokenize(text);
            }
        } catch (InterruptedException _) {
            // Only close() interrupts this thread, and it has answered everybody.
            Thread.currentThread().interrupt();
        }
    }

    private void tokenize(WaitingText waiting) {
        Submission submission = waiting.submission();
        long start = nanoClock.getAsLong();
        TokenizedText tokens;
        try {
            tokens = encoder.tokenize(submission.text(waiting.index()), submission.side);
        } catch (NoTokensException _) {
            pipeline.rejected();
            answers.answer(
                    submission,
                    waiting.index(),
                    new Rejected(
                            Rejected.Cause.TEXT, "NO_TOKENS: the tokenizer makes no token of this text: is it empty?"));
            return;
        } catch (RuntimeException | StackOverflowError e) {
            // Against the contract, but one text must not stop the others; one deeply nested can exhaust the stack.
            LOG.warn("The tokenizer failed on a text: {}", e.getClass().getName());
            LOG.debug("The tokenizer's failure, which may quote the text", e);
            pipeline.rejected();
            answers.answer(
                    submission,
                    waiting.index(),
                    new Rejected(
                            Rejected.Cause.TEXT,
                            "TOKENIZER_FAILED: the tokenizer fails on this text: "
                                    + e.getClass().getName()));
            return;
        } catch (Throwable failure) {
            // No text's fault, and it must not end the thread: who waits is told, and decides.
            String kind = failure.getClass().getName();
            LOG.error("The tokenizer fails, whatever the text: {}", kind);
            LOG.debug("The tokenizer's failure, which may quote the text", failure);
            pipeline.rejected();
            answers.fail(submission, new IllegalStateException("The tokenizer fails with " + kind, failure));
            return;
        }
        pipeline.tokenized(waiting, tokens);
        tell(nanoClock.getAsLong() - start);
    }

    private void tell(long nanos) {
        try {
            listener.tokenized(nanos);
        } catch (RuntimeException e) {
            LOG.warn("The batch listener failed; the text is not affected", e);
        }
    }
}
