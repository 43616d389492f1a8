package io.kalmstream.topology.profile;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.VectorStore;
import io.kalmstream.topology.window.PipelineListener;
import io.kalmstream.topology.window.StoreBreaker;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What the processors of profiles share.
 *
 * @param outputs throws while the schema registry does not answer
 * @param nanos a monotonic clock
 */
public record ProfileParts(
        InteractionDecoder decoder,
        VectorStore store,
        Serializer<IndexedRecord> outputs,
        StoreBreaker breaker,
        Executor storeThreads,
        InstantSource clock,
        LongSupplier nanos,
        PipelineListener listener) {
    /** Nobody listens. */
    public ProfileParts(
            InteractionDecoder decoder,
            VectorStore store,
            Serializer<IndexedRecord> outputs,
            StoreBreaker breaker,
            Executor storeThreads,
            InstantSource clock,
            LongSupplier nanos) {
        this(decoder, store, outputs, breaker, storeThreads, clock, nanos, PipelineListener.NONE);
    }

    public ProfileParts {
        requireNonNull(decoder, "decoder is null");
        requireNonNull(store, "store is null");
        requireNonNull(outputs, "outputs is null");
        requireNonNull(breaker, "breaker is null");
        requireNonNull(storeThreads, "storeThreads is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(nanos, "nanos is null");
        requireNonNull(listener, "listener is null");
    }
}
