package io.kalmstream.deploy.worker;

import io.kalmstream.avro.Interaction;
import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.AvroSerdes;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.batch.BatchBudget;
import io.kalmstream.encoder.batch.BatchListener;
import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.topology.event.Decoder;
import io.kalmstream.topology.event.RetryWhileUnavailable;
import io.kalmstream.topology.event.TextEventDecoder;
import io.kalmstream.topology.event.mapping.Input;
import io.kalmstream.topology.event.mapping.MappedDecoder;
import io.kalmstream.topology.profile.InteractionDecoder;
import io.kalmstream.topology.profile.ProfileParts;
import io.kalmstream.topology.window.PipelineListener;
import io.kalmstream.topology.window.PipelineParts;
import io.kalmstream.topology.window.StoreBreaker;
import io.kalmstream.topology.window.StoreThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** What the topology of one worker works with. Opening connects to nothing. */
record WorkerParts(
        TextEncoder encoder, DeviceBatcher batcher, VectorStore store, StoreBreaker breaker, AvroSerdes serdes)
        implements AutoCloseable {
    /** How long reading one event may wait for its schema. */
    static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(1);

    private static final Duration FIRST_PROBE = Duration.ofMillis(500);
    private static final Duration LONGEST_PROBE_PAUSE = Duration.ofSeconds(10);
    private static final int MAX_EVENT_BYTES = 16 << 20;

    /** @param ports closed with the parts, or when they cannot be opened */
    static WorkerParts open(WorkerSettings settings, WorkerPorts ports, WorkerSeams seams) {
        TextEncoder encoder = ports.encoder();
        VectorStore store = seams.store().apply(ports.store());
        try {
            AvroSerdes serdes = AvroSerdes.open(settings.registry(), MAX_EVENT_BYTES);
            StoreBreaker breaker = new StoreBreaker(
                    store::health,
                    new ProbePauses(FIRST_PROBE, LONGEST_PROBE_PAUSE, new SplittableRandom()),
                    StoreThreads.virtual(),
                    System::nanoTime);
            DeviceBatcher batcher = batcher(encoder, settings.encodeDeadline(), ports.batches());
            return new WorkerParts(encoder, batcher, store, breaker, serdes);
        } catch (RuntimeException e) {
            store.close();
            encoder.close();
            throw e;
        }
    }

    private static DeviceBatcher batcher(TextEncoder encoder, Duration deadline, BatchListener listener) {
        return new DeviceBatcher(
                encoder, BatchBudget.CPU.withDeadline(deadline), DeviceBatcher.defaultTokenizerThreads(), listener);
    }

    /** @param collection its identity */
    PipelineParts forTopology(
            WorkerSettings settings, String collection, PipelineListener listener, LongSupplier commits) {
        RetryWhileUnavailable retry = new RetryWhileUnavailable(REGISTRY_PATIENCE, System::nanoTime, Thread::sleep);
        return new PipelineParts(
                decoder(settings.input(), retry),
                batcher,
                encoder.model(),
                store,
                collection,
                serdes.serializer(),
                listener,
                Clock.systemUTC(),
                System::nanoTime,
                commits,
                breaker,
                StoreThreads.virtual());
    }

    /** For recommendations. */
    ProfileParts forProfiles(PipelineListener listener) {
        RetryWhileUnavailable retry = new RetryWhileUnavailable(REGISTRY_PATIENCE, System::nanoTime, Thread::sleep);
        return new ProfileParts(
                new InteractionDecoder(serdes.generated(Interaction.class), retry),
                store,
                serdes.serializer(),
                breaker,
                StoreThreads.virtual(),
                Clock.systemUTC(),
                System::nanoTime,
                listener);
    }

    private Decoder decoder(Input input, RetryWhileUnavailable retry) {
        MappedDecoder.AvroSource avro = new MappedDecoder.AvroSource(serdes, retry);
        return switch (input) {
            case Input.TextEvents _ -> new TextEventDecoder(serdes.generated(TextEvent.class), retry);
            case Input.Texts texts -> MappedDecoder.texts(texts, avro);
            case Input.Json json -> MappedDecoder.json(json, avro);
            case Input.Avro records -> MappedDecoder.avro(records, avro);
        };
    }

    @Override
    public void close() {
        breaker.close();
        batcher.close();
        store.close();
        serdes.close();
        encoder.close();
    }
}
