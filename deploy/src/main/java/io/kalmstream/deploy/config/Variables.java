package io.kalmstream.deploy.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Variables of the environment that stand for keys: {@code KALMSTREAM_QDRANT_URL} for {@code qdrant.url}. An empty one is none, as
 * compose files write it for what is not set.
 */
final class Variables {
    static final String PREFIX = "KALMSTREAM_";

    /** Names the file. */
    static final String CONFIG = PREFIX + "CONFIG";

    /** For the launcher and the model cache; no keys. */
    private static final Set<String> OTHERS =
            Set.of(CONFIG, PREFIX + "CACHE", PREFIX + "HEAP", PREFIX + "JAVA_HOME", PREFIX + "JAVA_OPTIONS");

    /** What Kubernetes tells every pod about a service whose name begins with kalmstream. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_.*)?)");

    private static final Pattern ADDRESS_OF_KUBERNETES = Pattern.compile("(tcp|udp|sctp)://.*");

    private static final Map<String, String> KEYS = Stream.concat(
                    ConfigKeys.names().stream(),
                    KafkaKeys.namesOfStreams().stream().map(WorkerConfig.STREAMS_PREFIX::concat))
            .distinct()
            .collect(Collectors.toUnmodifiableMap(Variables::of, Function.identity(), (first, _) -> first));

    private Variables() {}

    static String of(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** By key. */
    static Map<String, String> keys(Map<String, String> environment, Problems problems) {
        Map<String, String> keys = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !value.isEmpty() && !isForOthers(name, value)) {
                key(name).ifPresentOrElse(key -> keys.put(key, value), () -> problems.add(unknown(name)));
            }
        });
        return keys;
    }

    private static boolean isForOthers(String name, String value) {
        return OTHERS.contains(name)
                || OF_KUBERNETES.matcher(name).matches()
                || (name.endsWith("_PORT")
                        && ADDRESS_OF_KUBERNETES.matcher(value).matches());
    }

    private static Optional<String> key(String name) {
        String known = KEYS.get(name);
        String streams = of(WorkerConfig.STREAMS_PREFIX);
        if (known == null && name.startsWith(streams)) {
            // Not one of Kafka's own, but maybe its plugin's: dots are all that a name can be made of.
            return Optional.of(WorkerConfig.STREAMS_PREFIX
                    + name.substring(streams.length()).toLowerCase(Locale.ROOT).replace('_', '.'));
        }
        return Optional.ofNullable(known);
    }

    private static String unknown(String name) {
        return ConfigKeys.unknown("the variable " + name, Nearest.to(name, KEYS.keySet()));
    }
}
