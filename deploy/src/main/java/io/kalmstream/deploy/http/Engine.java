package io.kalmstream.deploy.http;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.sinks.VectorStore;

/**
 * What a running worker lends to callers.
 *
 * @param maxTextChars of one text; the stream takes no longer ones either
 */
record Engine(ModelCard model, DeviceBatcher batcher, VectorStore store, int maxTextChars) {
    Engine {
        requireNonNull(model, "model is null");
        requireNonNull(batcher, "batcher is null");
        requireNonNull(store, "store is null");
    }
}
