package io.kalmstream.deploy.recommend;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.Recommendations;
import io.kalmstream.deploy.dlq.TopicScan;
import io.kalmstream.topology.event.OutputKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic of recommendations.
 *
 * @param clients settings of Kafka's clients; {@code bootstrap.servers} at least
 */
public record Told(Map<String, String> clients, String topic, Deserializer<Recommendations> deserializer) {
    /** Whoever is asked for was mostly active of late: so many records are read first, then those before them. */
    private static final long FIRST = 4_096;

    public Told {
        clients = Map.copyOf(clients);
        requireNonNull(topic, "topic is null");
        requireNonNull(deserializer, "deserializer is null");
    }

    /**
     * What was said last about a user; empty if nothing was. Read from the end, so that a long topic need not be read as a whole.
     *
     * @throws ConfigException there is no such topic
     */
    public Optional<Recommendations> latest(String tenant, String user) {
        byte[] key = OutputKey.of(tenant, user);
        try (TopicScan scan = TopicScan.open(clients)) {
            Set<TopicPartition> partitions = scan.partitions(topic);
            if (partitions.isEmpty()) {
                throw new ConfigException("There is no topic %s for recommendations at %s; --topic names another"
                        .formatted(topic, clients.get("bootstrap.servers")));
            }
            return latest(scan, scan.ends(partitions), key);
        }
    }

    private Optional<Recommendations> latest(TopicScan scan, Map<TopicPartition, Long> ends, byte[] key) {
        Map<TopicPartition, Long> until = new HashMap<>(ends);
        for (long size = FIRST; until.values().stream().anyMatch(end -> end > 0); size *= 4) {
            Map<TopicPartition, Long> from = new HashMap<>();
            long most = size;
            until.forEach((partition, end) -> from.put(partition, Math.max(0, end - most)));
            Newest newest = new Newest(key);
            scan.read(from, until, newest);
            ConsumerRecord<byte[], byte[]> found = newest.found;
            if (found != null) {
                return Optional.ofNullable(found.value())
                        .map(value -> deserializer.deserialize(topic, found.headers(), value));
            }
            until = from;
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        // Settings of clients hold passwords.
        return topic;
    }

    /** Of the records with a key, the one written last. */
    private static final class Newest implements TopicScan.Each {
        private final byte[] key;
        private @Nullable ConsumerRecord<byte[], byte[]> found;

        Newest(byte[] key) {
            this.key = key;
        }

        @Override
        public void accept(ConsumerRecord<byte[], byte[]> record) {
            boolean newer = found == null || record.timestamp() >= found.timestamp();
            if (Arrays.equals(record.key(), key) && newer) {
                found = record;
            }
        }
    }
}
