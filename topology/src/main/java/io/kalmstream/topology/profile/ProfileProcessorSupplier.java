package io.kalmstream.topology.profile;

import static java.util.Objects.requireNonNull;

import io.kalmstream.topology.error.DeadLetters;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Makes a processor of profiles for each task, with its store. */
public final class ProfileProcessorSupplier implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    private final Recommending settings;
    private final ProfileParts parts;
    private final DeadLetters letters;
    private final String deadLettersSink;
    private final String sink;

    /** The sinks are those of the topology, by name. */
    public ProfileProcessorSupplier(
            Recommending settings, ProfileParts parts, DeadLetters letters, String deadLettersSink, String sink) {
        this.settings = requireNonNull(settings, "settings is null");
        this.parts = requireNonNull(parts, "parts is null");
        this.letters = requireNonNull(letters, "letters is null");
        this.deadLettersSink = requireNonNull(deadLettersSink, "deadLettersSink is null");
        this.sink = requireNonNull(sink, "sink is null");
    }

    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
        return new ProfileProcessor(settings, parts, letters, deadLettersSink, sink);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(Profiles.STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of()));
    }
}
