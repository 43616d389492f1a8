package io.kalmstream.deploy.quickstart;

import io.kalmstream.avro.Recommendations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Hears what users are told, committed messages only, as an application would.
 *
 * <p>Threads: one.
 */
final class ToldReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<Recommendations> deserializer;

    private ToldReader(KafkaConsumer<byte[], byte[]> consumer, Deserializer<Recommendations> deserializer) {
        this.consumer = consumer;
        this.deserializer = deserializer;
    }

    /** What is told from now on. */
    static ToldReader fromEnd(String bootstrap, String topic, Deserializer<Recommendations> deserializer) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return new ToldReader(consumer, deserializer);
    }

    /** Returns at once when something was told. */
    List<Recommendations> hear(Duration patience) {
        List<Recommendations> heard = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            heard.add(deserializer.deserialize(record.topic(), record.headers(), record.value()));
        }
        return heard;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
