package io.kalmstream.deploy.quickstart;

import io.kalmstream.topology.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * What there is when a run begins: events the worker's group has not committed, events it holds as pending, and dead letters not
 * committed.
 *
 * <p>Threads: one.
 */
final class KafkaRemains implements EarlierRun.Remains {
    private final Admin admin;
    private final String group;
    private final List<TopicPartition> letters;
    /** Of the events when the run began. */
    private final Map<TopicPartition, Long> ends;

    private final Supplier<OptionalLong> pending;

    private KafkaRemains(
            Admin admin,
            String group,
            List<TopicPartition> letters,
            Map<TopicPartition, Long> ends,
            Supplier<OptionalLong> pending) {
        this.admin = admin;
        this.group = group;
        this.letters = letters;
        this.ends = ends;
        this.pending = pending;
    }

    /**
     * @param admin not closed here
     * @param group of the worker
     * @param pending events the worker holds; empty while it cannot say
     */
    static KafkaRemains of(Admin admin, String group, Topics topics, Supplier<OptionalLong> pending)
            throws InterruptedException {
        try {
            return new KafkaRemains(
                    admin,
                    group,
                    partitions(admin, List.of(topics.deadLetters())),
                    ends(admin, partitions(admin, topics.inputs()), IsolationLevel.READ_UNCOMMITTED),
                    pending);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not say what is in its topics", e.getCause());
        }
    }

    @Override
    public boolean any() {
        return ends.values().stream().anyMatch(end -> end > 0);
    }

    @Override
    public long unfinished() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        long unread = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata read = committed.get(end.getKey());
            unread += Math.max(0, end.getValue() - (read == null ? 0 : read.offset()));
        }
        return unread
                // A worker that cannot say is restoring, and then there may be something.
                + pending.get().orElse(1)
                + sum(ends(admin, letters, IsolationLevel.READ_UNCOMMITTED))
                - sum(ends(admin, letters, IsolationLevel.READ_COMMITTED));
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<TopicPartition> partitions(Admin admin, Collection<String> topics)
            throws InterruptedException, ExecutionException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions().forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
        }
        return partitions;
    }

    private static Map<TopicPartition, Long> ends(
            Admin admin, List<TopicPartition> partitions, IsolationLevel isolation)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found : admin.listOffsets(
                        latest, new ListOffsetsOptions(isolation))
                .all()
                .get()
                .entrySet()) {
            ends.put(found.getKey(), found.getValue().offset());
        }
        return ends;
    }
}
