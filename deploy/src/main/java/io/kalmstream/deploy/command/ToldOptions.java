package io.kalmstream.deploy.command;

import io.kalmstream.avro.Recommendations;
import io.kalmstream.avro.serde.RegistryAvroDeserializer;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.avro.serde.SchemaRegistryClient;
import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.config.ConfigFile;
import io.kalmstream.deploy.config.RecommendationKeys;
import io.kalmstream.deploy.config.WorkerConfig;
import io.kalmstream.deploy.recommend.Told;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a worker's recommendations are: as its file names it, options over it. */
final class ToldOptions {
    private static final String DEFAULT_BOOTSTRAP = "127.0.0.1:9092";
    private static final String DEFAULT_REGISTRY = "http://127.0.0.1:8081/apis/ccompat/v7";
    private static final String DEFAULT_TOPIC = "kalmstream.recommendations";
    /** A message of a few kilobytes at most. */
    private static final int MAX_BYTES = 8 << 20;

    @Option(
            names = "--topic",
            paramLabel = "T",
            description = "With --user: of recommendations (recommendations.topic; " + DEFAULT_TOPIC + ").")
    private @Nullable String topic;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "With --user: Kafka's addresses (bootstrap.servers; " + DEFAULT_BOOTSTRAP + ").")
    private @Nullable String bootstrap;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "With --user: the schema registry (schema.registry.url; " + DEFAULT_REGISTRY + ").")
    private @Nullable String registry;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "With --user: a .properties file with settings of Kafka's clients, for TLS and SASL.")
    private @Nullable Path commandConfig;

    ToldOptions() {}

    /** @param file the worker's keys */
    Optional<Recommendations> latest(Map<String, String> file, String tenant, String user) {
        Map<String, String> keys = new HashMap<>(Map.of(
                WorkerConfig.BOOTSTRAP, DEFAULT_BOOTSTRAP,
                SerdeConfig.URL, DEFAULT_REGISTRY,
                RecommendationKeys.RECOMMENDATIONS, DEFAULT_TOPIC));
        keys.putAll(file);
        DecisionOptions.put(keys, WorkerConfig.BOOTSTRAP, bootstrap);
        DecisionOptions.put(keys, SerdeConfig.URL, registry);
        DecisionOptions.put(keys, RecommendationKeys.RECOMMENDATIONS, topic);
        Map<String, String> serde = new HashMap<>(keys);
        serde.keySet().retainAll(SerdeConfig.definition().names());
        try (SchemaRegistryClient client = SchemaRegistries.open(serde);
                RegistryAvroDeserializer<Recommendations> deserializer =
                        RegistryAvroDeserializer.specific(client, Recommendations.class, MAX_BYTES)) {
            return new Told(
                            clients(keys),
                            keys.getOrDefault(RecommendationKeys.RECOMMENDATIONS, DEFAULT_TOPIC),
                            deserializer)
                    .latest(tenant, user);
        }
    }

    private Map<String, String> clients(Map<String, String> keys) {
        Map<String, String> clients = new HashMap<>();
        keys.forEach((key, value) -> {
            if (key.startsWith(WorkerConfig.STREAMS_PREFIX)) {
                clients.put(key.substring(WorkerConfig.STREAMS_PREFIX.length()), value);
            }
        });
        clients.keySet().retainAll(ConsumerConfig.configNames());
        if (commandConfig != null) {
            clients.putAll(ConfigFile.read(commandConfig));
        }
        clients.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, keys.get(WorkerConfig.BOOTSTRAP));
        return clients;
    }
}
