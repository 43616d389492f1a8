package io.kalmstream.topology.window;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.topology.event.Decoder;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What the topology works with. All of it is shared by all tasks and threads, and stays open when the topology is closed: close it
 * after the streams client.
 *
 * @param batcher of the device that {@code model} is on
 * @param collection its identity, as {@link VectorStore#ensureCollection} says: what the tasks know of another one's documents counts
 *     for nothing
 * @param outputs writes the topics of duplicates and of vectors; any number of threads at once
 * @param clock the wall clock
 * @param nanos a monotonic clock
 * @param commits how often the calling stream thread has committed; until it moves, a task writes nothing to the vector store
 * @param breaker of {@code store}
 * @param storeThreads runs calls to the store; each task has at most one at a time. See {@link StoreThreads}
 */
public record PipelineParts(
        Decoder decoder,
        DeviceBatcher batcher,
        ModelCard model,
        VectorStore store,
        String collection,
        Serializer<IndexedRecord> outputs,
        PipelineListener listener,
        InstantSource clock,
        LongSupplier nanos,
        LongSupplier commits,
        StoreBreaker breaker,
        Executor storeThreads) {
    public PipelineParts {
        requireNonNull(decoder, "decoder is null");
        requireNonNull(batcher, "batcher is null");
        requireNonNull(model, "model is null");
        requireNonNull(store, "store is null");
        requireNonNull(collection, "collection is null");
        requireNonNull(outputs, "outputs is null");
        requireNonNull(listener, "listener is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(nanos, "nanos is null");
        requireNonNull(commits, "commits is null");
        requireNonNull(breaker, "breaker is null");
        requireNonNull(storeThreads, "storeThreads is null");
    }
}
