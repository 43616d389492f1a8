package io.kalmstream.encoder;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user wants of a model; what is empty is read from the model's own files.
 *
 * @param precision of the large matrix products
 * @param threads that compute one device batch together
 * @param attention {@code encoder.attention}
 * @param pooling {@code encoder.pooling}
 * @param queryPrompt {@code encoder.prompt.query}
 * @param documentPrompt {@code encoder.prompt.document}
 * @param maxTokens {@code encoder.max.tokens}: longer texts are truncated
 * @param dimensions {@code encoder.dimensions}: the vector is cut to so many and scaled to unit length again (Matryoshka)
 */
public record EncoderOptions(
        Precision precision,
        int threads,
        Optional<Attention> attention,
        Optional<Pooling> pooling,
        Optional<String> queryPrompt,
        Optional<String> documentPrompt,
        OptionalInt maxTokens,
        OptionalInt dimensions) {
    public EncoderOptions {
        requireNonNull(precision, "precision is null");
        requireNonNull(attention, "attention is null");
        requireNonNull(pooling, "pooling is null");
        requireNonNull(queryPrompt, "queryPrompt is null");
        requireNonNull(documentPrompt, "documentPrompt is null");
        requireNonNull(maxTokens, "maxTokens is null");
        requireNonNull(dimensions, "dimensions is null");
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be positive: " + threads);
        }
    }

    /** fp32 on all cores; everything else as the model says. */
    public static EncoderOptions defaults() {
        return new EncoderOptions(
                Precision.FP32,
                Runtime.getRuntime().availableProcessors(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    public EncoderOptions withPrecision(Precision wanted) {
        return new EncoderOptions(
                wanted, threads, attention, pooling, queryPrompt, documentPrompt, maxTokens, dimensions);
    }

    public EncoderOptions withThreads(int wanted) {
        return new EncoderOptions(
                precision, wanted, attention, pooling, queryPrompt, documentPrompt, maxTokens, dimensions);
    }

    public EncoderOptions withAttention(Attention wanted) {
        return new EncoderOptions(
                precision, threads, Optional.of(wanted), pooling, queryPrompt, documentPrompt, maxTokens, dimensions);
    }

    public EncoderOptions withPooling(Pooling wanted) {
        return new EncoderOptions(
                precision, threads, attention, Optional.of(wanted), queryPrompt, documentPrompt, maxTokens, dimensions);
    }

    public EncoderOptions withPrompts(Prompts wanted) {
        return new EncoderOptions(
                precision,
                threads,
                attention,
                pooling,
                Optional.of(wanted.query()),
                Optional.of(wanted.document()),
                maxTokens,
                dimensions);
    }

    public EncoderOptions withMaxTokens(int wanted) {
        return new EncoderOptions(
                precision,
                threads,
                attention,
                pooling,
                queryPrompt,
                documentPrompt,
                OptionalInt.of(wanted),
                dimensions);
    }

    public EncoderOptions withDimensions(int wanted) {
        return new EncoderOptions(
                precision, threads, attention, pooling, queryPrompt, documentPrompt, maxTokens, OptionalInt.of(wanted));
    }
}
