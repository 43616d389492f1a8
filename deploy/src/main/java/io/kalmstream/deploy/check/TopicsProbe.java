package io.kalmstream.deploy.check;

import io.kalmstream.deploy.topics.FoundTopic;
import io.kalmstream.deploy.topics.TopicReader;
import io.kalmstream.deploy.worker.AskedKafka;
import io.kalmstream.deploy.worker.TopicUse;
import io.kalmstream.deploy.worker.WorkerTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/** The topics of a worker: whether they are there, how they are, and what the worker's principal may do with them. */
final class TopicsProbe implements Probe {
    private static final String PART = "Topic";

    private final List<WorkerTopic> topics;
    private final int brokers;
    private final AskedKafka kafka;

    TopicsProbe(List<WorkerTopic> topics, int brokers, AskedKafka kafka) {
        this.topics = topics;
        this.brokers = brokers;
        this.kafka = kafka;
    }

    @Override
    public List<Finding> look() {
        Map<String, FoundTopic> found =
                TopicReader.read(kafka, topics.stream().map(WorkerTopic::name).toList());
        List<Finding> findings = new ArrayList<>();
        topics.forEach(topic -> findings.add(finding(topic, found.get(topic.name()), brokers)));
        findings.addAll(unequal(topics, found));
        return findings;
    }

    static Finding finding(WorkerTopic topic, @Nullable FoundTopic found, int brokers) {
        if (found == null) {
            return Finding.wrong(
                    PART,
                    topic.name(),
                    "does not exist (%s): `kalmstream topics create` makes it".formatted(use(topic)));
        }
        Set<AclOperation> lacking = found.lacking(topic.use());
        if (!lacking.isEmpty()) {
            return Finding.wrong(
                    PART,
                    topic.name(),
                    "this principal lacks %s on it (%s)"
                            .formatted(
                                    lacking.stream().map(Enum::name).sorted().collect(Collectors.joining(", ")),
                                    use(topic)));
        }
        String is = "%s, %d %s, %d %s"
                .formatted(
                        use(topic),
                        found.partitions(),
                        found.partitions() == 1 ? "partition" : "partitions",
                        found.copies(),
                        found.copies() == 1 ? "copy" : "copies");
        List<String> remarks = new ArrayList<>();
        if (found.copies() == 1 && brokers > 1) {
            remarks.add("a lost broker loses it");
        }
        found.differences(topic.use()).forEach((key, words) -> remarks.add(key + " is " + words));
        return remarks.isEmpty()
                ? Finding.ok(PART, topic.name(), is)
                : Finding.note(PART, topic.name(), is + "; " + String.join("; ", remarks));
    }

    private static String use(WorkerTopic topic) {
        return topic.use().words();
    }

    /** A task reads the same partition of every input. */
    static List<Finding> unequal(List<WorkerTopic> topics, Map<String, FoundTopic> found) {
        Map<String, Integer> partitions = new TreeMap<>();
        for (WorkerTopic topic : topics) {
            FoundTopic there = found.get(topic.name());
            if (topic.use() == TopicUse.EVENTS && there != null) {
                partitions.put(topic.name(), there.partitions());
            }
        }
        return Set.copyOf(partitions.values()).size() < 2
                ? List.of()
                : List.of(Finding.wrong(
                        PART,
                        String.join(", ", partitions.keySet()),
                        "input topics must have the same number of partitions, and have " + partitions));
    }
}
