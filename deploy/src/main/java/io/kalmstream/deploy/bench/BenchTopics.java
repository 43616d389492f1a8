package io.kalmstream.deploy.bench;

import io.kalmstream.deploy.worker.TopicUse;
import io.kalmstream.topology.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The benchmark's topics. */
final class BenchTopics {
    static final String EVENTS = "bench.events";
    static final Topics ALL = new Topics(List.of(EVENTS), "bench.dead-letters", "bench.duplicates");

    private BenchTopics() {}

    static void create(Admin admin, int partitions) throws InterruptedException {
        try {
            admin.createTopics(List.of(
                            new NewTopic(EVENTS, partitions, (short) 1),
                            new NewTopic(ALL.deadLetters(), 1, (short) 1)
                                    .configs(Map.of(
                                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                            String.valueOf(TopicUse.LETTER_BYTES))),
                            new NewTopic(ALL.duplicates(), 1, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The benchmark's topics could not be created", e);
        }
    }
}
