package io.kalmstream.deploy.dlq;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what is committed in partitions, from an offset to where they ended when it was asked, and commits nothing itself.
 *
 * <p>Threads: one.
 */
public final class TopicScan implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** Somebody waits for it. */
    private static final int ANSWER_MILLIS = 15_000;

    private final Map<String, Object> clients;
    private final KafkaConsumer<byte[], byte[]> consumer;

    private TopicScan(Map<String, Object> clients, KafkaConsumer<byte[], byte[]> consumer) {
        this.clients = requireNonNull(clients, "clients is null");
        this.consumer = requireNonNull(consumer, "consumer is null");
    }

    /**
     * @param clients settings of Kafka's clients; {@code bootstrap.servers} at least
     * @throws ConfigException they make no sense
     */
    public static TopicScan open(Map<String, ?> clients) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS));
        settings.putAll(clients);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try {
            return new TopicScan(
                    Map.copyOf(clients),
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        } catch (KafkaException e) {
            // Kafka wraps what is wrong into a sentence that does not say it.
            throw e.getCause() instanceof ConfigException wrong ? wrong : e;
        }
    }

    /**
     * Of a topic that exists; none for one that does not.
     *
     * @throws TimeoutException no broker answers
     */
    public Set<TopicPartition> partitions(String topic) {
        try {
            return consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (UnknownTopicOrPartitionException _) {
            return Set.of();
        } catch (TimeoutException e) {
            throw new TimeoutException(
                    "No Kafka broker answers at %s".formatted(clients.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)), e);
        }
    }

    /** Where they end now, as far as it is committed. */
    public Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
        return consumer.endOffsets(partitions);
    }

    /**
     * Where they end now, records of open transactions included: what is committed behind those is found only by waiting for them.
     */
    public Map<TopicPartition, Long> endsWithOpen(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        try (Admin admin = Admin.create(clients)) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * @param from the first offset wanted of each partition; what is not there any more is passed over
     * @param ends from {@link #ends}
     * @throws TimeoutException the broker fell silent, or a transaction stayed open
     */
    public void read(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends, Each each) {
        consumer.assign(from.keySet());
        // Partitions of the last read are still paused.
        consumer.resume(from.keySet());
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(from.keySet());
        from.forEach(
                (partition, offset) -> consumer.seek(partition, Math.max(offset, begins.getOrDefault(partition, 0L))));
        Set<TopicPartition> open = new HashSet<>(from.keySet());
        long heard = System.nanoTime();
        while (!isDone(open, ends)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() < end(ends, new TopicPartition(record.topic(), record.partition()))) {
                    each.accept(record);
                }
            }
            if (!records.isEmpty()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > SILENCE.toNanos()) {
                throw new TimeoutException(
                        "%s: no record came for %d s: the broker is silent, or a transaction is open there"
                                .formatted(open, SILENCE.toSeconds()));
            }
        }
    }

    /** From the beginning. */
    public void readAll(Map<TopicPartition, Long> ends, Each each) {
        Map<TopicPartition, Long> from = new HashMap<>();
        ends.keySet().forEach(partition -> from.put(partition, 0L));
        read(from, ends, each);
    }

    private boolean isDone(Set<TopicPartition> open, Map<TopicPartition, Long> ends) {
        List<TopicPartition> done = open.stream()
                .filter(partition -> consumer.position(partition) >= end(ends, partition))
                .toList();
        consumer.pause(done);
        done.forEach(open::remove);
        return open.isEmpty();
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Hears of each record. */
    @FunctionalInterface
    public interface Each {
        void accept(ConsumerRecord<byte[], byte[]> record);
    }
}
