package io.kalmstream.deploy.dlq;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What came into the letters' partitions after their records: later records of their keys, and copies of earlier replays. Memory
 * grows with the letters chosen, not with the topic.
 *
 * <p>Threads: one.
 */
final class Later {
    private final Map<TopicPartition, Long> from = new HashMap<>();
    /** Latest offset of each key that a letter has. */
    private final Map<Slot, Long> latest = new HashMap<>();

    private final Set<String> replayed = new HashSet<>();

    private record Slot(TopicPartition partition, ByteBuffer key) {}

    static TopicPartition partition(DeadLetter letter) {
        return new TopicPartition(letter.origin().topic(), letter.origin().partition());
    }

    void watch(DeadLetter letter) {
        from.merge(partition(letter), letter.origin().offset() + 1, Math::min);
        byte[] key = letter.record().key();
        if (key != null) {
            latest.merge(
                    new Slot(partition(letter), ByteBuffer.wrap(key)),
                    letter.origin().offset(),
                    Math::max);
        }
    }

    /** Reads the partitions of the letters watched, waiting for transactions that are open there. */
    void look(TopicScan scan) {
        if (!from.isEmpty()) {
            scan.read(from, scan.endsWithOpen(from.keySet()), this::see);
        }
    }

    private void see(ConsumerRecord<byte[], byte[]> record) {
        Header copyOf = record.headers().lastHeader(Replay.REPLAY_OF);
        if (copyOf != null && copyOf.value() != null) {
            replayed.add(new String(copyOf.value(), StandardCharsets.UTF_8));
        }
        byte @Nullable [] key = record.key();
        if (key != null) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            latest.computeIfPresent(
                    new Slot(partition, ByteBuffer.wrap(key)), (_, offset) -> Math.max(offset, record.offset()));
        }
    }

    boolean hasCopyOf(DeadLetter letter) {
        return replayed.contains(letter.place().toString());
    }

    boolean supersedes(DeadLetter letter) {
        byte[] key = letter.record().key();
        return key != null
                && latest.getOrDefault(new Slot(partition(letter), ByteBuffer.wrap(key)), -1L)
                        > letter.origin().offset();
    }
}
