package io.kalmstream.deploy.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka itself. */
final class KafkaKeys {
    static final KeyGroup GROUP = new KeyGroup(
            "kafka",
            "Kafka itself. What comes after `" + WorkerConfig.STREAMS_PREFIX
                    + "` goes to Kafka Streams as it is, such as "
                    + WorkerConfig.STREAMS_PREFIX + "num.standby.replicas, and to its clients, such as "
                    + WorkerConfig.STREAMS_PREFIX + "security.protocol.",
            new ConfigDef()
                    .define(
                            WorkerConfig.BOOTSTRAP,
                            ConfigDef.Type.STRING,
                            ConfigDef.NO_DEFAULT_VALUE,
                            Check.notBlank(),
                            Importance.HIGH,
                            "Addresses of some brokers: host:port, a list."));

    private static final List<ConfigDef> OF_KAFKA = List.of(
            StreamsConfig.configDef(),
            ConsumerConfig.configDef(),
            ProducerConfig.configDef(),
            AdminClientConfig.configDef());

    private static final Set<String> SECRETS = OF_KAFKA.stream()
            .flatMap(definition -> definition.configKeys().values().stream())
            .filter(key -> key.type == ConfigDef.Type.PASSWORD)
            .map(key -> key.name)
            .collect(Collectors.toUnmodifiableSet());

    private KafkaKeys() {}

    static Optional<String> bootstrap(Map<String, String> given, Problems problems) {
        return Optional.of(Values.of(GROUP, given, problems))
                .filter(Values::areValid)
                .map(values -> values.text(WorkerConfig.BOOTSTRAP));
    }

    /** For Kafka Streams, by the names it knows; what it takes as a secret is one already. */
    static Map<String, Object> streams(Map<String, String> given) {
        Map<String, Object> streams = new HashMap<>();
        given.forEach((key, value) -> {
            if (key.startsWith(WorkerConfig.STREAMS_PREFIX)) {
                String name = key.substring(WorkerConfig.STREAMS_PREFIX.length());
                streams.put(name, isSecret(name) ? new Password(value.strip()) : value.strip());
            }
        });
        return streams;
    }

    /** All that Kafka Streams and its clients know, with the prefixes of the clients too. */
    static Set<String> namesOfStreams() {
        return OF_KAFKA.stream()
                .flatMap(definition -> definition.names().stream())
                .flatMap(name -> Stream.of(
                        name,
                        StreamsConfig.consumerPrefix(name),
                        StreamsConfig.mainConsumerPrefix(name),
                        StreamsConfig.restoreConsumerPrefix(name),
                        StreamsConfig.producerPrefix(name),
                        StreamsConfig.adminClientPrefix(name)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** With or without the prefix of one of its clients. */
    static boolean isSecret(String name) {
        return SECRETS.stream().anyMatch(secret -> name.equals(secret) || name.endsWith("." + secret));
    }
}
