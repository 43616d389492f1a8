package io.kalmstream.deploy.http;

import static java.util.Objects.requireNonNull;

import io.kalmstream.deploy.http.Refusal.Reason;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.encoder.batch.EncodeOutcome.Encoded;
import io.kalmstream.topology.event.ComposedText;
import io.kalmstream.topology.event.TextHash;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Texts of callers on the worker's device, composed and encoded as the stream's are. A few texts go before the stream's: somebody waits.
 * Many take turns with it.
 *
 * <p>Threads: any number at once; beyond the bound they are refused, so that the stream keeps its share.
 */
final class TextVectors {
    /** Of one call. */
    static final int URGENT = 16;

    private static final String SOURCE = "http";

    private final Semaphore permits;
    private final int bound;

    TextVectors(int bound) {
        this.permits = new Semaphore(bound);
        this.bound = bound;
    }

    /** @param parameter that the texts came in */
    List<Encoded> of(Engine engine, Side side, List<String> texts, String parameter) throws InterruptedException {
        check(texts, engine.maxTextChars(), parameter);
        if (!permits.tryAcquire()) {
            throw new Refusal(
                    Reason.BUSY,
                    "%d calls embed texts already, which is the limit (http.max.concurrent.embeddings)"
                            .formatted(bound));
        }
        try {
            return encode(engine, side, texts.stream().map(ComposedText::of).toList(), parameter);
        } finally {
            permits.release();
        }
    }

    private static void check(List<String> texts, int maxChars, String parameter) {
        for (int i = 0; i < texts.size(); i++) {
            String name = texts.size() == 1 ? parameter : parameter + "[" + i + "]";
            if (TextHash.isBlank(texts.get(i))) {
                throw JsonBody.invalid(parameter, "`%s` is empty".formatted(name));
            }
            if (texts.get(i).length() > maxChars) {
                throw JsonBody.invalid(
                        parameter,
                        "`%s` has %d characters, the limit is %d"
                                .formatted(name, texts.get(i).length(), maxChars));
            }
        }
    }

    private static List<Encoded> encode(Engine engine, Side side, List<String> texts, String parameter)
            throws InterruptedException {
        CompletableFuture<List<EncodeOutcome>> future = texts.size() <= URGENT
                ? engine.batcher().submitUrgent(SOURCE, side, texts)
                : engine.batcher().submit(SOURCE, side, texts);
        try {
            return vectors(future.get(), parameter);
        } catch (InterruptedException e) {
            boolean _ = future.cancel(false);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("The texts of a call could not be encoded", e.getCause());
        }
    }

    private static List<Encoded> vectors(List<EncodeOutcome> outcomes, String parameter) {
        List<Encoded> vectors = new ArrayList<>(outcomes.size());
        for (EncodeOutcome outcome : outcomes) {
            vectors.add(
                    switch (requireNonNull(outcome)) {
                        case Encoded encoded -> encoded;
                        case EncodeOutcome.Rejected _ ->
                            throw JsonBody.invalid(
                                    parameter, "the model cannot encode text %d".formatted(vectors.size()));
                    });
        }
        return vectors;
    }
}
