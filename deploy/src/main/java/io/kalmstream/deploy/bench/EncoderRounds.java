package io.kalmstream.deploy.bench;

import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.batch.BatchBudget;
import io.kalmstream.encoder.batch.BatchListener;
import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.encoder.batch.EncodeOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Encodes the same texts again and again, the way the worker does: windows are submitted to the device batcher, which tokenizes them
 * and chooses the batches.
 *
 * <p>Threads: one.
 */
final class EncoderRounds implements AutoCloseable {
    private static final int WINDOW = 128;

    private final List<String> texts;
    private final TokenCount tokens = new TokenCount();
    private final DeviceBatcher batcher;

    EncoderRounds(TextEncoder encoder, List<String> texts) {
        this.texts = texts;
        this.batcher = new DeviceBatcher(encoder, BatchBudget.CPU, DeviceBatcher.defaultTokenizerThreads(), tokens);
    }

    /** @return a vector for each text, in their order */
    List<float[]> encode() {
        return encode(batcher, texts);
    }

    static List<float[]> encode(DeviceBatcher batcher, List<String> texts) {
        List<CompletableFuture<List<EncodeOutcome>>> windows = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += WINDOW) {
            windows.add(batcher.submit("bench", texts.subList(from, Math.min(texts.size(), from + WINDOW))));
        }
        return windows.stream()
                .flatMap(window -> window.join().stream())
                .map(EncoderRounds::vector)
                .toList();
    }

    private static float[] vector(EncodeOutcome outcome) {
        return switch (outcome) {
            case EncodeOutcome.Encoded encoded -> encoded.vector();
            case EncodeOutcome.Rejected rejected ->
                throw new IllegalStateException("A text of the benchmark has no vector: " + rejected);
        };
    }

    TokenCount tokens() {
        return tokens;
    }

    @Override
    public void close() {
        batcher.close();
    }

    /** Threads: told by the device thread, read when no window is open. */
    static final class TokenCount implements BatchListener {
        private volatile long own;
        private volatile long padded;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
        public void encoded(int rows, int tokens, int paddedTokens, long nanos) {
            own += tokens;
            padded += paddedTokens;
        }

        long own() {
            return own;
        }

        double paddingRatio() {
            return padded == 0 ? 0 : 1 - (double) own / padded;
        }
    }
}
