package io.kalmstream.deploy.quickstart;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads records back from where they were sent to. */
final class OriginalReader {
    private static final Duration POLL = Duration.ofMillis(100);

    private OriginalReader() {}

    /** @return those that were found within the time */
    static Map<Place, Content> read(String bootstrap, Collection<Place> places, Duration limit) {
        if (places.isEmpty()) {
            return Map.of();
        }
        Set<Place> wanted = Set.copyOf(places);
        Map<TopicPartition, Long> first = wanted.stream()
                .collect(Collectors.toMap(
                        place -> new TopicPartition(place.topic(), place.partition()), Place::offset, Math::min));
        Map<Place, Content> found = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.copyOf(first.keySet()));
            first.forEach(consumer::seek);
            long deadline = System.nanoTime() + limit.toNanos();
            while (found.size() < wanted.size() && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Place place = new Place(record.topic(), record.partition(), record.offset());
                    if (wanted.contains(place)) {
                        found.put(place, Content.of(record));
                    }
                }
            }
        }
        return found;
    }
}
