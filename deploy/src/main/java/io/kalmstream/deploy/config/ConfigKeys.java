package io.kalmstream.deploy.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** All keys that a worker knows, in groups. */
public final class ConfigKeys {
    private static final List<KeyGroup> GROUPS = List.of(
            WorkerKeys.GROUP,
            KafkaKeys.GROUP,
            EventKeys.TOPICS,
            EventKeys.INPUT,
            RegistryKeys.GROUP,
            ModelKeys.GROUP,
            QdrantKeys.GROUP,
            CollectionKeys.GROUP,
            DuplicateKeys.GROUP,
            RecommendationKeys.GROUP,
            HttpKeys.GROUP);

    private ConfigKeys() {}

    /** No key is in two of them. */
    public static List<KeyGroup> groups() {
        return GROUPS;
    }

    /**
     * For a configuration of which only some keys are read, so that a misspelt one does not go unnoticed.
     *
     * @throws ConfigException there are unknown keys; the message names them all
     */
    public static void requireKnown(Map<String, String> given) {
        Problems problems = new Problems();
        requireKnown(given.keySet(), problems);
        problems.refuse();
    }

    static void requireKnown(Collection<String> given, Problems problems) {
        List<String> known = GROUPS.stream()
                .flatMap(group -> group.definition().names().stream())
                .toList();
        given.stream()
                .filter(key -> !isKnown(key))
                .sorted()
                .map(key -> "%s is unknown%s".formatted(key, suggestion(Nearest.to(key, known))))
                .forEach(problems::add);
    }

    private static String suggestion(List<String> near) {
        return near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near) + "?";
    }

    static boolean isKnown(String key) {
        return key.startsWith(WorkerConfig.STREAMS_PREFIX) || GROUPS.stream().anyMatch(group -> group.has(key));
    }
}
