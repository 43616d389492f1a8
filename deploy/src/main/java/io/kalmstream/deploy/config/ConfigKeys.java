package io.kalmstream.deploy.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
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
            HttpKeys.GROUP,
            ProviderKeys.GROUP);

    private static final String HIDDEN = "[hidden]";

    private static final Pattern SECRET_NAME =
            Pattern.compile("(password|secret|token|jaas|credential|api\\.?key|private\\.?key|user\\.info)");

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
        List<String> known = names();
        given.stream()
                .filter(key -> !isKnown(key))
                .sorted()
                .map(key -> unknown(key, Nearest.to(key, known)))
                .forEach(problems::add);
    }

    static String unknown(String what, List<String> near) {
        return what + " is unknown" + (near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near) + "?");
    }

    static List<String> names() {
        return GROUPS.stream()
                .flatMap(group -> group.definition().names().stream())
                .toList();
    }

    /** Whether a key's value is for nobody's eyes: by its type, or, where Kafka's plugins define it, by its name. */
    public static boolean isSecret(String key) {
        if (key.startsWith(WorkerConfig.STREAMS_PREFIX)) {
            return KafkaKeys.isSecret(key) || SECRET_NAME.matcher(key).find();
        }
        return GROUPS.stream()
                .map(group -> group.definition().configKeys().get(key))
                .anyMatch(known -> known != null && known.type == ConfigDef.Type.PASSWORD);
    }

    /** For people to read: without what is for nobody's eyes, a password in an address included. */
    public static String shown(String key, String value) {
        if (isSecret(key) && !value.isEmpty()) {
            return HIDDEN;
        }
        return value.replaceAll("://[^/@\\s]*@", "://" + HIDDEN + "@");
    }

    static boolean isKnown(String key) {
        return key.startsWith(WorkerConfig.STREAMS_PREFIX) || GROUPS.stream().anyMatch(group -> group.has(key));
    }
}
