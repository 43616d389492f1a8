package io.kalmstream.deploy.quickstart;

import io.kalmstream.deploy.worker.TopicUse;
import io.kalmstream.topology.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The quickstart's topics. */
final class LocalTopics {
    static final String EVENTS = "kalmstream.events";
    static final String DEAD_LETTERS = "kalmstream.dead-letters";
    static final String DUPLICATES = "kalmstream.duplicates";
    static final String INTERACTIONS = "kalmstream.interactions";
    static final String RECOMMENDATIONS = "kalmstream.recommendations";
    static final Topics ALL = new Topics(List.of(EVENTS), DEAD_LETTERS, DUPLICATES);

    private static final int PARTITIONS = 2;
    /** A dead letter is a record and a few headers: longer than the longest record. */
    private static final Map<String, String> ROOM_FOR_HEADERS =
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(TopicUse.LETTER_BYTES));

    private LocalTopics() {}

    /** Creates those that are missing. */
    static void create(Admin admin) throws InterruptedException {
        List<NewTopic> topics = new ArrayList<>();
        topics.add(new NewTopic(EVENTS, PARTITIONS, (short) 1));
        topics.add(new NewTopic(DEAD_LETTERS, 1, (short) 1).configs(ROOM_FOR_HEADERS));
        topics.add(new NewTopic(DUPLICATES, 1, (short) 1));
        topics.add(new NewTopic(INTERACTIONS, PARTITIONS, (short) 1));
        topics.add(new NewTopic(RECOMMENDATIONS, PARTITIONS, (short) 1));
        for (Map.Entry<String, KafkaFuture<Void>> created :
                admin.createTopics(topics).values().entrySet()) {
            try {
                created.getValue().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IllegalStateException("Topic " + created.getKey() + " could not be created", e);
                }
            }
        }
    }
}
