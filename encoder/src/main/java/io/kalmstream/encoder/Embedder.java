package io.kalmstream.encoder;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.encoder.batch.EncodeOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Texts to vectors for a program that has no stream of its own:
 *
 * <pre>{@code
 * try (Embedder embedder = Embedder.open("hf:KaLM-Embedding/KaLM-embedding-multilingual-mini-instruct-v2.5")) {
 *     float[] vector = embedder.embed("how do I stop blight?", Side.QUERY);
 * }
 * }</pre>
 *
 * <p>Vectors have unit length, so their dot product is their cosine. A text that the model cannot encode is never left out in silence: the
 * methods that answer vectors throw, the one that answers outcomes says so in its place.
 *
 * <p>Threads: any number of callers, who share the device; none after {@link #close}.
 */
public final class Embedder implements AutoCloseable {
    private final TextEncoder encoder;
    private final DeviceBatcher batcher;

    private Embedder(TextEncoder encoder) {
        this.encoder = requireNonNull(encoder, "encoder is null");
        this.batcher = new DeviceBatcher(encoder);
    }

    /** As the model's own files say, on all cores; see {@link #open(String, EncoderOptions)}. */
    public static Embedder open(String model) {
        return open(model, EncoderOptions.defaults());
    }

    /**
     * @param model as {@link Encoders#open(String, EncoderOptions)} takes it: {@code builtin}, a checkpoint's folder, or
     *     {@code hf:org/name[@revision]}
     * @throws EncoderException the model cannot be loaded
     * @throws io.kalmstream.encoder.hub.HubException the model is not here and cannot be pulled
     */
    public static Embedder open(String model, EncoderOptions options) {
        return of(Encoders.open(model, options));
    }

    /** @param encoder closed with this */
    public static Embedder of(TextEncoder encoder) {
        return new Embedder(encoder);
    }

    public ModelCard model() {
        return encoder.model();
    }

    /**
     * @throws RejectedTextException the model cannot encode it
     * @throws EncoderException the device failed, or this was interrupted
     */
    public float[] embed(String text, Side side) {
        return embed(List.of(text), side).getFirst();
    }

    /**
     * @return a vector a text, in their order
     * @throws RejectedTextException the model cannot encode one of them; it says which
     * @throws EncoderException the device failed, or this was interrupted
     */
    public List<float[]> embed(List<String> texts, Side side) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        try (Stream<EncodeOutcome> outcomes = embed(texts.stream(), side)) {
            outcomes.forEachOrdered(outcome -> {
                switch (outcome) {
                    case EncodeOutcome.Encoded encoded -> vectors.add(encoded.vector());
                    case EncodeOutcome.Rejected rejected ->
                        throw new RejectedTextException(vectors.size(), rejected.reason());
                }
            });
        }
        return vectors;
    }

    /**
     * For more texts than memory holds: takes them as the outcomes are taken, a bounded number ahead.
     *
     * @param texts taken by the thread that takes the outcomes; closed with the answer
     * @return an outcome a text, in their order, sequential; close it when you stop before its end. Taking from it throws
     *     {@link EncoderException} when the device fails or the thread is interrupted
     */
    public Stream<EncodeOutcome> embed(Stream<String> texts, Side side) {
        OrderedOutcomes outcomes = new OrderedOutcomes(batcher, texts.iterator(), side);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(outcomes, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(outcomes::cancel)
                .onClose(texts::close);
    }

    @Override
    public void close() {
        batcher.close();
        encoder.close();
    }
}
