package io.kalmstream.deploy.dlq;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;

/**
 * A dead-letter topic.
 *
 * @param clients settings of Kafka's clients; {@code bootstrap.servers} at least
 */
public record LetterBox(Map<String, String> clients, String topic) {
    public LetterBox {
        clients = Map.copyOf(clients);
        requireNonNull(topic, "topic is null");
    }

    /**
     * Reads the letters that are there now, those of a partition in their order.
     *
     * @throws ConfigException there is no such topic
     */
    public void read(LetterFilter filter, Consumer<DeadLetter> each) {
        try (TopicScan scan = TopicScan.open(clients)) {
            read(scan, ends(scan), filter, each);
        }
    }

    static void read(TopicScan scan, Map<TopicPartition, Long> ends, LetterFilter filter, Consumer<DeadLetter> each) {
        scan.readAll(ends, record -> {
            DeadLetter letter = DeadLetter.of(record);
            if (filter.test(letter)) {
                each.accept(letter);
            }
        });
    }

    Map<TopicPartition, Long> ends(TopicScan scan) {
        Set<TopicPartition> partitions = scan.partitions(topic);
        if (partitions.isEmpty()) {
            throw new ConfigException("There is no topic %s for dead letters at %s; --dead-letters names another"
                    .formatted(topic, clients.get("bootstrap.servers")));
        }
        return scan.ends(partitions);
    }

    @Override
    public String toString() {
        // Settings of clients hold passwords.
        return topic;
    }
}
