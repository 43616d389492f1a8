package io.kalmstream.deploy.worker;

import io.kalmstream.topology.Topics;
import io.kalmstream.topology.profile.Recommending;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * Whether the topics are there and may be used, asked before the first event is read: Kafka Streams would meet a missing output with
 * its first record, give up its task's state, and begin again, for ever.
 */
final class TopicCheck {
    private final WorkerSettings worker;
    private final AskedKafka kafka;
    private final TopicRoles roles;
    private final KafkaWords words;
    private final List<String> problems = new ArrayList<>();

    private TopicCheck(WorkerSettings worker, AskedKafka kafka) {
        this.worker = worker;
        this.kafka = kafka;
        this.roles = TopicRoles.of(worker);
        this.words = KafkaWords.of(worker);
    }

    /**
     * Returns how many partitions each topic has that others create.
     *
     * @throws ConfigException names every topic that is missing, does not fit, or may not be used
     */
    static Map<String, Integer> require(WorkerSettings worker) {
        try (AskedKafka kafka = AskedKafka.open(worker)) {
            TopicCheck check = new TopicCheck(worker, kafka);
            Map<String, Integer> partitions = check.topics();
            check.transactions();
            if (!check.problems.isEmpty()) {
                throw new ConfigException(String.join("; ", check.problems));
            }
            return partitions;
        }
    }

    private Map<String, Integer> topics() {
        Set<String> denied = new TreeSet<>();
        Map<String, TopicDescription> found = kafka.topics(roles.all(), denied);
        denied.forEach(topic -> problems.add(words.denied(AclOperation.DESCRIBE, ResourceType.TOPIC, topic)));
        permissions(found, roles.read(), AclOperation.READ);
        permissions(found, roles.written(), AclOperation.WRITE);
        Map<String, Integer> partitions = new TreeMap<>();
        found.forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
        problems.addAll(problems(worker.topics(), partitions, denied));
        problems.addAll(problems(worker.recommending(), partitions, denied));
        if (problems.isEmpty()) {
            state(partitions);
        }
        partitions.keySet().retainAll(roles.given());
        return partitions;
    }

    private void permissions(Map<String, TopicDescription> found, Collection<String> topics, AclOperation operation) {
        for (String topic : topics) {
            TopicDescription description = found.get(topic);
            // Brokers may leave out what is allowed.
            if (description != null
                    && description.authorizedOperations() != null
                    && !description.authorizedOperations().contains(operation)) {
                problems.add(words.denied(operation, ResourceType.TOPIC, topic));
            }
        }
    }

    /** That what the group has read fits what it remembers of it. */
    private void state(Map<String, Integer> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed;
        try {
            committed = kafka.committed(worker.applicationId());
        } catch (AuthorizationException _) {
            problems.add(words.denied(AclOperation.READ, ResourceType.GROUP, worker.applicationId()));
            return;
        }
        Integer remembered = partitions.get(roles.pending());
        if (remembered != null) {
            for (String input : worker.topics().inputs()) {
                int now = Objects.requireNonNullElse(partitions.get(input), remembered);
                if (now != remembered) {
                    problems.add(repartitioned(worker, input, remembered, now));
                }
            }
        } else if (committed.keySet().stream()
                .anyMatch(read -> worker.topics().inputs().contains(read.topic()))) {
            problems.add(pendingLost(worker, roles.pending()));
        }
    }

    private void transactions() {
        try {
            kafka.requireTransactions(worker.applicationId() + "-check");
        } catch (AuthorizationException e) {
            problems.add(words.of(e));
        }
    }

    static String repartitioned(WorkerSettings worker, String input, int before, int now) {
        return ("topic %s has %d partitions, and had %d when application %s began to read it: ids are in other"
                        + " partitions now, and its state is by partition. Stop all workers of %s and start them with"
                        + " another application.id and an empty state.dir; they read every event again")
                .formatted(input, now, before, worker.applicationId(), worker.applicationId());
    }

    static String pendingLost(WorkerSettings worker, String topic) {
        return ("there is no topic %s any more, which had the events that application %s had read and not finished."
            + " Stop all its workers and delete its group (kafka-consumer-groups --delete --group %s), so that they"
            + " read every event again; what is stored already is not encoded again")
                .formatted(topic, worker.applicationId(), worker.applicationId());
    }

    /**
     * What is wrong with these topics.
     *
     * @param partitions of each topic that there is
     * @param unknown topics of which nobody can say whether they are there
     */
    static List<String> problems(Topics topics, Map<String, Integer> partitions, Set<String> unknown) {
        List<String> problems = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>(topics.inputs());
        missing.add(topics.deadLetters());
        missing.add(topics.duplicates());
        if (topics.embedded() != null) {
            missing.add(topics.embedded());
        }
        missing.removeAll(partitions.keySet());
        missing.removeAll(unknown);
        if (!missing.isEmpty()) {
            problems.add("there is no topic %s; create it".formatted(String.join(", ", missing))
                    + (missing.contains(topics.deadLetters())
                            ? ", the one for dead letters with %s=%d"
                                    .formatted(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, TopicUse.LETTER_BYTES)
                            : ""));
        }
        Map<String, Integer> inputs = new TreeMap<>(partitions);
        inputs.keySet().retainAll(topics.inputs());
        if (Set.copyOf(inputs.values()).size() > 1) {
            problems.add("input topics must have the same number of partitions, and have %s".formatted(inputs));
        }
        return problems;
    }

    private static List<String> problems(
            @Nullable Recommending recommending, Map<String, Integer> partitions, Set<String> unknown) {
        return recommending == null
                ? List.of()
                : Stream.of(recommending.interactions(), recommending.recommendations())
                        .filter(topic -> !partitions.containsKey(topic) && !unknown.contains(topic))
                        .map("there is no topic %s; create it"::formatted)
                        .toList();
    }
}
