package io.kalmstream.deploy.worker;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.batch.BatchListener;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.qdrant.QdrantStore;
import io.kalmstream.topology.window.PipelineListener;

/**
 * What stands at the ends of a worker: the device, the store, and who hears what becomes of events and batches.
 *
 * @param store for vectors of {@code encoder}
 */
public record WorkerPorts(TextEncoder encoder, VectorStore store, PipelineListener events, BatchListener batches) {
    public WorkerPorts {
        requireNonNull(encoder, "encoder is null");
        requireNonNull(store, "store is null");
        requireNonNull(events, "events is null");
        requireNonNull(batches, "batches is null");
    }

    /** The store is the settings' collection of the settings' Qdrant. Connects to nothing. */
    public static WorkerPorts ofQdrant(WorkerSettings settings, TextEncoder encoder, PipelineListener events) {
        CollectionSpec collection = new CollectionSpec(
                settings.collection(),
                encoder.model().dimensions(),
                encoder.model().stamp());
        try {
            VectorStore store = new QdrantStore(collection, settings.collectionSettings(), settings.qdrant());
            return new WorkerPorts(encoder, store, events, BatchListener.NONE);
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
    }
}
