package io.kalmstream.deploy.feed;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that writes each record once and in order, also when it has to try again. */
public final class FeedProducer {
    private FeedProducer() {}

    /** @param settings of Kafka's producer; {@code bootstrap.servers} at least */
    public static Producer<byte[], byte[]> open(Map<String, ?> settings) {
        return new KafkaProducer<>(with(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    static Map<String, Object> with(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 << 10));
        all.putAll(settings);
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        return all;
    }
}
