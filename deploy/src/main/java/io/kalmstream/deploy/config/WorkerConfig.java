package io.kalmstream.deploy.config;

import static java.util.Objects.requireNonNull;

import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.qdrant.CollectionSettings;
import io.kalmstream.topology.Topics;
import io.kalmstream.topology.event.mapping.Input;
import io.kalmstream.topology.profile.Recommending;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * A worker's configuration, read and checked.
 *
 * @param http null: the worker answers nothing over HTTP
 */
public record WorkerConfig(
        WorkerSettings worker, ModelChoice model, @Nullable HttpSettings http) {
    public static final String BOOTSTRAP = "bootstrap.servers";
    public static final String TOPIC = "input.topic";
    public static final String STATE = "state.dir";

    /** What comes after it goes to Kafka Streams as it is. */
    public static final String STREAMS_PREFIX = "streams.";

    public WorkerConfig {
        requireNonNull(worker, "worker is null");
        requireNonNull(model, "model is null");
    }

    /**
     * @param given by key; where several sources say something, what counts
     * @throws ConfigException keys are unknown, missing, or make no sense by themselves or together; the message names them all
     */
    public static WorkerConfig of(Map<String, String> given) {
        return Problems.refuseAny(problems -> of(given, problems));
    }

    static Optional<WorkerConfig> of(Map<String, String> given, Problems problems) {
        ConfigKeys.requireKnown(given.keySet(), problems);
        Values.of(ProviderKeys.GROUP, given, problems);
        Optional<WorkerKeys.ProcessSettings> process = WorkerKeys.read(given, problems);
        Optional<String> bootstrap = KafkaKeys.bootstrap(given, problems);
        Optional<Topics> topics = EventKeys.topics(given, problems);
        Optional<Input> input = EventKeys.input(given, problems);
        Optional<Map<String, Object>> registry = RegistryKeys.settings(given, problems);
        Optional<ModelKeys.Model> model = ModelKeys.read(given, problems);
        Optional<QdrantKeys.Target> qdrant = QdrantKeys.read(given, problems);
        Optional<CollectionSettings> collection = CollectionKeys.settings(given, problems);
        Optional<DuplicateRules> duplicates = DuplicateKeys.rules(given, problems);
        Optional<Optional<Recommending>> recommending = RecommendationKeys.recommending(given, problems);
        Optional<Optional<HttpSettings>> http = HttpKeys.settings(given, problems);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        WorkerSettings settings = new WorkerSettings(
                process.orElseThrow().application(),
                bootstrap.orElseThrow(),
                registry.orElseThrow(),
                qdrant.orElseThrow().server(),
                qdrant.orElseThrow().collection(),
                collection.orElseThrow(),
                topics.orElseThrow(),
                input.orElseThrow(),
                duplicates.orElseThrow(),
                process.orElseThrow().state(),
                process.orElseThrow().threads(),
                model.orElseThrow().deadline(),
                process.orElseThrow().leaveGroup(),
                KafkaKeys.streams(given),
                recommending.orElseThrow().orElse(null));
        return Optional.of(new WorkerConfig(
                settings, model.orElseThrow().choice(), http.orElseThrow().orElse(null)));
    }
}
