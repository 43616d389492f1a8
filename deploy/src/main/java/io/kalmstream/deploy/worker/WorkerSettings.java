package io.kalmstream.deploy.worker;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.duplicates.Policy;
import io.kalmstream.sinks.qdrant.CollectionSettings;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.topology.Topics;
import io.kalmstream.topology.event.mapping.Input;
import io.kalmstream.topology.profile.Recommending;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is told.
 *
 * @param applicationId name of its consumer group, and prefix of its internal topics
 * @param bootstrap Kafka's addresses
 * @param registry settings of the schema registry's client, its address among them
 * @param input what the input topics hold
 * @param collection of Qdrant
 * @param collectionSettings how it is made if it is missing, and the alias that applications know it by
 * @param duplicates when a document repeats another one, and what happens then
 * @param stateFolder for the stores on disk; not shared with another worker
 * @param threads of Kafka Streams
 * @param encodeDeadline of one call of the device; when it has not returned by then the device hangs, and the worker ends
 * @param leaveGroup whether it gives its partitions to others at once when it stops; otherwise they wait for it for the length of a
 *     session, so that a restart moves nothing
 * @param streams settings handed to Kafka Streams as they are; they win over ours
 * @param recommending null: users get no recommendations
 */
public record WorkerSettings(
        String applicationId,
        String bootstrap,
        Map<String, ?> registry,
        QdrantSettings qdrant,
        String collection,
        CollectionSettings collectionSettings,
        Topics topics,
        Input input,
        DuplicateRules duplicates,
        Path stateFolder,
        int threads,
        Duration encodeDeadline,
        boolean leaveGroup,
        Map<String, ?> streams,
        @Nullable Recommending recommending) {
    /** The threshold suits the samples and the built-in model; other texts need another, which is why it is a setting. */
    public static final DuplicateRules DEFAULT_DUPLICATES = new DuplicateRules(Policy.MARK, 0.9, 10);

    /** Many times what a batch takes where a worker keeps up at all, and soon enough to be replaced. */
    public static final Duration DEFAULT_ENCODE_DEADLINE = Duration.ofSeconds(60);

    /** With an ordinary collection and deadline, staying in its group, and without recommendations. */
    public WorkerSettings(
            String applicationId,
            String bootstrap,
            Map<String, ?> registry,
            QdrantSettings qdrant,
            String collection,
            Topics topics,
            Input input,
            DuplicateRules duplicates,
            Path stateFolder,
            int threads,
            Map<String, ?> streams) {
        this(
                applicationId,
                bootstrap,
                registry,
                qdrant,
                collection,
                CollectionSettings.DEFAULT,
                topics,
                input,
                duplicates,
                stateFolder,
                threads,
                DEFAULT_ENCODE_DEADLINE,
                false,
                streams,
                null);
    }

    public WorkerSettings {
        requireNonNull(applicationId, "applicationId is null");
        requireNonNull(bootstrap, "bootstrap is null");
        registry = Map.copyOf(registry);
        requireNonNull(qdrant, "qdrant is null");
        requireNonNull(collection, "collection is null");
        requireNonNull(collectionSettings, "collectionSettings is null");
        requireNonNull(topics, "topics is null");
        requireNonNull(input, "input is null");
        requireNonNull(duplicates, "duplicates is null");
        requireNonNull(stateFolder, "stateFolder is null");
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be positive: " + threads);
        }
        requireNonNull(encodeDeadline, "encodeDeadline is null");
        if (!encodeDeadline.isPositive()) {
            throw new IllegalArgumentException("encodeDeadline must be positive: " + encodeDeadline);
        }
        streams = Map.copyOf(streams);
    }
}
