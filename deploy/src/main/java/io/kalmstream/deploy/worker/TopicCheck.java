package io.kalmstream.deploy.worker;

import io.kalmstream.topology.Topics;
import io.kalmstream.topology.profile.Recommending;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * Whether the topics are there, asked before the first event is read: Kafka Streams would meet a missing output with its first
 * record, give up its task's state, and begin again, for ever.
 */
final class TopicCheck {
    private TopicCheck() {}

    /** @throws ConfigException names every topic that is missing or does not fit */
    static void require(WorkerSettings worker) {
        StreamsConfig streams = new StreamsConfig(StreamsSettings.of(worker));
        Topics topics = worker.topics();
        try (Admin admin = Admin.create(streams.getAdminConfigs(worker.applicationId()))) {
            Map<String, Integer> partitions = new TreeMap<>();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> asked :
                    admin.describeTopics(all(worker)).topicNameValues().entrySet()) {
                count(asked.getKey(), asked.getValue(), partitions);
            }
            List<String> problems = problems(topics, partitions);
            problems.addAll(problems(worker.recommending(), partitions));
            if (!problems.isEmpty()) {
                throw new ConfigException(String.join("; ", problems));
            }
        }
    }

    /** @param partitions of each topic that there is */
    static List<String> problems(Topics topics, Map<String, Integer> partitions) {
        List<String> problems = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>(all(topics));
        missing.removeAll(partitions.keySet());
        if (!missing.isEmpty()) {
            problems.add("there is no topic %s; create it".formatted(String.join(", ", missing))
                    + (missing.contains(topics.deadLetters())
                            ? ", the one for dead letters with %s=%d"
                                    .formatted(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, 2 << 20)
                            : ""));
        }
        Map<String, Integer> inputs = new TreeMap<>(partitions);
        inputs.keySet().retainAll(topics.inputs());
        if (Set.copyOf(inputs.values()).size() > 1) {
            problems.add("input topics must have the same number of partitions, and have %s".formatted(inputs));
        }
        return problems;
    }

    private static List<String> problems(@Nullable Recommending recommending, Map<String, Integer> partitions) {
        return recommending == null
                ? List.of()
                : Stream.of(recommending.interactions(), recommending.recommendations())
                        .filter(topic -> !partitions.containsKey(topic))
                        .map("there is no topic %s; create it"::formatted)
                        .toList();
    }

    private static Set<String> all(WorkerSettings worker) {
        Set<String> all = all(worker.topics());
        Recommending recommending = worker.recommending();
        if (recommending != null) {
            all.add(recommending.interactions());
            all.add(recommending.recommendations());
        }
        return all;
    }

    private static Set<String> all(Topics topics) {
        Set<String> all = new LinkedHashSet<>(topics.inputs());
        all.add(topics.deadLetters());
        all.add(topics.duplicates());
        if (topics.embedded() != null) {
            all.add(topics.embedded());
        }
        return all;
    }

    private static void count(String topic, KafkaFuture<TopicDescription> asked, Map<String, Integer> partitions) {
        try {
            partitions.put(topic, asked.get().partitions().size());
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UnknownTopicOrPartitionException _ -> {}
                case KafkaException kafka -> throw kafka;
                case null, default -> throw new IllegalStateException("asking about topic " + topic, e);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
