package io.kalmstream.deploy.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer of events that brings nothing while the vector store or the schema registry is down. It is polled as ever, so that the
 * worker stays in its group and no partition moves; tasks go on too, with what was read before.
 *
 * <p>Kafka Streams' own pausing (KIP-834) also stops standby tasks, and their going on ends the worker in Kafka 4.3.1 ("is not
 * restoring active tasks while trying to transit to update standby tasks").
 *
 * <p>Threads: as a consumer; the answer may change at any time.
 */
final class HeldConsumer extends KafkaConsumer<byte[], byte[]> {
    private final BooleanSupplier held;

    HeldConsumer(Map<String, Object> config, BooleanSupplier held) {
        super(new HashMap<>(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.held = held;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (!held.getAsBoolean()) {
            return super.poll(timeout);
        }
        Set<TopicPartition> ours = new HashSet<>(assignment());
        ours.removeAll(paused());
        pause(ours);
        try {
            return super.poll(timeout);
        } finally {
            ours.retainAll(assignment());
            resume(ours);
        }
    }
}
