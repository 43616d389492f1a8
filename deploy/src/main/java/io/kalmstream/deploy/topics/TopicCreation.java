package io.kalmstream.deploy.topics;

import io.kalmstream.deploy.worker.AskedKafka;
import io.kalmstream.deploy.worker.WorkerTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes the topics of a worker that are missing; what is there is left as it is.
 *
 * @param partitions of each topic; empty: as many as the broker's {@code num.partitions}
 * @param copies of each partition; empty: as many as the broker's {@code default.replication.factor}
 * @param dryRun whether Kafka is only asked if it would
 */
public record TopicCreation(Optional<Integer> partitions, Optional<Short> copies, boolean dryRun) {
    /**
     * Goes on with the next topic only when one is made.
     *
     * @throws org.apache.kafka.common.KafkaException Kafka does not answer, or refuses to make a topic; those before it are made
     */
    public List<Result> create(AskedKafka kafka, List<WorkerTopic> topics) {
        Map<String, FoundTopic> found =
                TopicReader.read(kafka, topics.stream().map(WorkerTopic::name).toList());
        List<Result> results = new ArrayList<>();
        for (WorkerTopic topic : topics) {
            FoundTopic there = found.get(topic.name());
            results.add(there == null ? create(kafka, topic) : new Result.Exists(topic, there));
        }
        return results;
    }

    private Result create(AskedKafka kafka, WorkerTopic topic) {
        NewTopic wanted = new NewTopic(topic.name(), partitions, copies)
                .configs(topic.use().settings());
        try {
            kafka.answer(kafka.admin()
                    .createTopics(List.of(wanted), new CreateTopicsOptions().validateOnly(dryRun))
                    .all());
        } catch (TopicExistsException _) {
            // Somebody was quicker.
        }
        return new Result.Created(topic, dryRun);
    }

    /** What became of one topic. */
    public sealed interface Result {
        WorkerTopic topic();

        /** @param dryRun it was not made, but would be */
        record Created(WorkerTopic topic, boolean dryRun) implements Result {}

        record Exists(WorkerTopic topic, FoundTopic found) implements Result {}
    }
}
