package io.kalmstream.deploy.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kalmstream.topology.error.DeadLetters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the dead letters of one run, committed ones only, as any other reader would.
 *
 * <p>Threads: one.
 */
final class LetterReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> committed;
    private final KafkaConsumer<byte[], byte[]> everything;
    private final List<TopicPartition> partitions;
    private final List<Letter> letters = new ArrayList<>();

    private LetterReader(
            KafkaConsumer<byte[], byte[]> committed,
            KafkaConsumer<byte[], byte[]> everything,
            List<TopicPartition> partitions) {
        this.committed = committed;
        this.everything = everything;
        this.partitions = partitions;
    }

    /** Letters from now on. */
    static LetterReader fromEnd(String bootstrap, String topic) {
        KafkaConsumer<byte[], byte[]> committed = consumer(bootstrap, "read_committed");
        List<TopicPartition> partitions = committed.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        committed.assign(partitions);
        committed.seekToEnd(partitions);
        partitions.forEach(committed::position);
        KafkaConsumer<byte[], byte[]> everything = consumer(bootstrap, "read_uncommitted");
        everything.assign(partitions);
        return new LetterReader(committed, everything, partitions);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap, String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Reads until there are so many and no transaction is open, or the time is over; what is missing then is missing.
     *
     * @return all letters so far
     */
    List<Letter> read(int expected, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        do {
            committed.poll(POLL).forEach(found -> letters.add(letter(found)));
        } while ((letters.size() < expected || !atEnd()) && System.nanoTime() < deadline);
        return List.copyOf(letters);
    }

    /** Whether everything that was ever written here is committed or aborted, and read. */
    private boolean atEnd() {
        Map<TopicPartition, Long> ends = everything.endOffsets(partitions);
        Map<TopicPartition, Long> read = new HashMap<>();
        partitions.forEach(partition -> read.put(partition, committed.position(partition)));
        return read.equals(ends);
    }

    private static Letter letter(ConsumerRecord<byte[], byte[]> found) {
        Headers headers = found.headers();
        return new Letter(
                new Place(
                        text(headers, DeadLetters.TOPIC),
                        number(text(headers, DeadLetters.PARTITION)),
                        number(text(headers, DeadLetters.OFFSET))),
                text(headers, DeadLetters.CODE),
                Content.of(found));
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    @Override
    public void close() {
        committed.close();
        everything.close();
    }
}
