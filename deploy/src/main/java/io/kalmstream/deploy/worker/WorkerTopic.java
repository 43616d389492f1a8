package io.kalmstream.deploy.worker;

import static java.util.Objects.requireNonNull;

import io.kalmstream.topology.Topics;
import io.kalmstream.topology.profile.Recommending;
import java.util.ArrayList;
import java.util.List;

/** A topic that a worker needs. */
public record WorkerTopic(String name, TopicUse use) {
    public WorkerTopic {
        requireNonNull(name, "name is null");
        requireNonNull(use, "use is null");
    }

    /** All of a worker's, inputs first. Topics of Kafka Streams' own are not among them: it makes them itself. */
    public static List<WorkerTopic> of(WorkerSettings worker) {
        Topics topics = worker.topics();
        List<WorkerTopic> all = new ArrayList<>();
        topics.inputs().forEach(input -> all.add(new WorkerTopic(input, TopicUse.EVENTS)));
        all.add(new WorkerTopic(topics.deadLetters(), TopicUse.DEAD_LETTERS));
        all.add(new WorkerTopic(topics.duplicates(), TopicUse.DUPLICATES));
        if (topics.embedded() != null) {
            all.add(new WorkerTopic(topics.embedded(), TopicUse.EMBEDDED));
        }
        Recommending recommending = worker.recommending();
        if (recommending != null) {
            all.add(new WorkerTopic(recommending.interactions(), TopicUse.INTERACTIONS));
            all.add(new WorkerTopic(recommending.recommendations(), TopicUse.RECOMMENDATIONS));
        }
        return List.copyOf(all);
    }
}
