package io.kalmstream.deploy.topics;

import io.kalmstream.deploy.worker.AskedKafka;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/** Asks Kafka how topics are. */
public final class TopicReader {
    private TopicReader() {}

    /**
     * @return those that there are, by name
     * @throws org.apache.kafka.common.KafkaException Kafka does not answer, or refuses to
     */
    public static Map<String, FoundTopic> read(AskedKafka kafka, Collection<String> names) {
        Set<String> denied = new TreeSet<>();
        Map<String, FoundTopic> found = new HashMap<>();
        kafka.topics(names, denied)
                .forEach((name, topic) -> found.put(name, FoundTopic.of(topic, settings(kafka, name))));
        if (!denied.isEmpty()) {
            throw new TopicAuthorizationException(denied);
        }
        return found;
    }

    private static @Nullable Config settings(AskedKafka kafka, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            return kafka.answer(kafka.admin().describeConfigs(List.of(resource)).all())
                    .get(resource);
        } catch (AuthorizationException _) {
            return null;
        }
    }
}
