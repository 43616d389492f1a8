package io.kalmstream.deploy.topics;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.kalmstream.deploy.worker.TopicUse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * A topic as it is.
 *
 * @param allowed what the asking principal may do; empty: the broker does not say
 * @param settings empty where the principal may not see them
 */
public record FoundTopic(int partitions, int copies, Set<AclOperation> allowed, Map<String, String> settings) {
    public FoundTopic {
        allowed = Set.copyOf(allowed);
        settings = Map.copyOf(settings);
    }

    static FoundTopic of(TopicDescription topic, @Nullable Config config) {
        Map<String, String> settings = new HashMap<>();
        if (config != null) {
            config.entries().stream()
                    .filter(entry -> entry.value() != null)
                    .forEach(entry -> settings.put(entry.name(), entry.value()));
        }
        Set<AclOperation> allowed = topic.authorizedOperations();
        return new FoundTopic(
                topic.partitions().size(),
                topic.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0),
                allowed == null ? Set.of() : allowed,
                settings);
    }

    /** What the use needs and the principal may not. */
    public Set<AclOperation> lacking(TopicUse use) {
        return allowed.isEmpty()
                ? Set.of()
                : use.operations().stream()
                        .filter(operation -> !allowed.contains(operation))
                        .collect(toUnmodifiableSet());
    }

    /** Settings that are otherwise than the use would have them, as {@code key -> "found, not wanted"}. */
    public Map<String, String> differences(TopicUse use) {
        Map<String, String> differences = new TreeMap<>();
        use.settings()
                .forEach((key, wanted) -> Optional.ofNullable(settings.get(key))
                        .filter(found -> !satisfies(key, found, wanted))
                        .ifPresent(found -> differences.put(key, "%s, not %s".formatted(found, wanted))));
        return differences;
    }

    private static boolean satisfies(String key, String found, String wanted) {
        requireNonNull(key, "key is null");
        return switch (key) {
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> Long.parseLong(found) >= Long.parseLong(wanted);
            // -1: for ever.
            case TopicConfig.RETENTION_MS_CONFIG ->
                Long.parseLong(found) < 0 || Long.parseLong(found) >= Long.parseLong(wanted);
            // "compact,delete" keeps the latest by key as well, for a time.
            default -> found.contains(wanted);
        };
    }
}
