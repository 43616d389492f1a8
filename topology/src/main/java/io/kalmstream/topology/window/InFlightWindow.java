package io.kalmstream.topology.window;

import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.sinks.DocumentKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A window on its way through device and store.
 *
 * @param vectors the device's answer
 * @param stored done when everything of it, and of every window before it, is stored
 */
record InFlightWindow(
        List<Work> works,
        List<DocumentKey> deletedAgain,
        int rows,
        long bytes,
        CompletableFuture<List<EncodeOutcome>> vectors,
        CompletableFuture<StoredWindow> stored) {}
