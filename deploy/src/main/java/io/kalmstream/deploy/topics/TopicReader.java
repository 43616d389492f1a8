package io.kalmstream.deploy.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks Kafka how topics are. */
public final class TopicReader {
    private TopicReader() {}

    /**
     * @return those that there are, by name
     * @throws KafkaException Kafka does not answer, or refuses to
     */
    public static Map<String, FoundTopic> read(Admin admin, Collection<String> names) throws InterruptedException {
        Map<String, FoundTopic> found = new HashMap<>();
        DescribeTopicsOptions rights = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        for (Map.Entry<String, KafkaFuture<TopicDescription>> asked :
                admin.describeTopics(names, rights).topicNameValues().entrySet()) {
            TopicDescription topic = exists(asked.getValue());
            if (topic != null) {
                found.put(asked.getKey(), FoundTopic.of(topic, settings(admin, asked.getKey())));
            }
        }
        return found;
    }

    private static @Nullable TopicDescription exists(KafkaFuture<TopicDescription> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw KafkaAnswer.failure(e);
        }
    }

    private static @Nullable Config settings(Admin admin, String topic) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            return KafkaAnswer.of(admin.describeConfigs(List.of(resource)).all())
                    .get(resource);
        } catch (AuthorizationException _) {
            return null;
        }
    }
}
