package io.kalmstream.deploy.command;

import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.topology.Topics;
import io.kalmstream.topology.event.mapping.InputConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/** A worker's settings as one {@code .properties} file, options of the command line over it. */
final class WorkerFile {
    static final String BOOTSTRAP = "bootstrap.servers";
    static final String QDRANT = "qdrant.url";
    static final String QDRANT_CONNECTIONS = "qdrant.connections";
    static final String COLLECTION = "qdrant.collection";
    static final String TOPIC = "input.topic";
    static final String DEAD_LETTERS = "dead.letters.topic";
    static final String DUPLICATES = "duplicates.topic";
    /** Empty: vectors go to the vector store only. */
    static final String EMBEDDED = "embedded.topic";

    static final String APPLICATION = "application.id";
    static final String STATE = "state.dir";
    static final String THREADS = "num.stream.threads";
    static final String ENCODE_DEADLINE = "encoder.deadline.ms";
    /** True for workers that do not come back: others take over at once instead of waiting for a session's length. */
    static final String LEAVE_GROUP = "shutdown.leave.group";

    /** What comes after it goes to Kafka Streams as it is. */
    static final String STREAMS_PREFIX = "streams.";

    private static final Map<String, String> DEFAULTS = Map.of(
            QDRANT_CONNECTIONS, "1",
            COLLECTION, "kalmstream",
            DEAD_LETTERS, "kalmstream.dead-letters",
            DUPLICATES, "kalmstream.duplicates",
            EMBEDDED, "",
            APPLICATION, "kalmstream",
            THREADS, "1",
            ENCODE_DEADLINE, String.valueOf(WorkerSettings.DEFAULT_ENCODE_DEADLINE.toMillis()),
            LEAVE_GROUP, "false");
    private static final Set<String> REQUIRED = Set.of(BOOTSTRAP, SerdeConfig.URL, QDRANT, TOPIC, STATE);

    private final Map<String, String> values;

    private WorkerFile(Map<String, String> values) {
        this.values = values;
    }

    static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw CommandException.configuration("The configuration " + file + " cannot be read: " + e.getMessage());
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), properties::getProperty));
    }

    /**
     * @param given from the file, and over it from the command line
     * @throws CommandException a key is unknown, missing or makes no sense; the message names every unknown and missing one
     */
    static WorkerSettings settings(Map<String, String> given, Function<String, QdrantSettings> qdrant) {
        Set<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeIf(WorkerFile::isKnown);
        Set<String> missing = new TreeSet<>(REQUIRED);
        missing.removeAll(given.keySet());
        if (!unknown.isEmpty() || !missing.isEmpty()) {
            throw CommandException.configuration("The worker's configuration "
                    + (missing.isEmpty() ? "" : "lacks " + String.join(", ", missing))
                    + (missing.isEmpty() || unknown.isEmpty() ? "" : " and ")
                    + (unknown.isEmpty() ? "" : "has unknown keys " + String.join(", ", unknown)));
        }
        Map<String, String> values = new HashMap<>(DEFAULTS);
        values.putAll(given);
        return new WorkerFile(values).settings(qdrant);
    }

    /** Of a file that is read for some of its keys, so that a misspelt one does not go unnoticed. */
    static void requireKnown(Map<String, String> given) {
        Set<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeIf(WorkerFile::isKnown);
        if (!unknown.isEmpty()) {
            throw CommandException.configuration(
                    "The worker's configuration has unknown keys " + String.join(", ", unknown));
        }
    }

    private static boolean isKnown(String key) {
        return REQUIRED.contains(key)
                || DEFAULTS.containsKey(key)
                || CollectionKeys.definition().names().contains(key)
                || DuplicateKeys.definition().names().contains(key)
                || RecommendationKeys.definition().names().contains(key)
                || ModelChoice.KEYS.contains(key)
                || key.startsWith(STREAMS_PREFIX)
                || InputConfig.definition().names().contains(key)
                || SerdeConfig.definition().names().contains(key);
    }

    private WorkerSettings settings(Function<String, QdrantSettings> qdrant) {
        return new WorkerSettings(
                get(APPLICATION),
                get(BOOTSTRAP),
                only(key -> SerdeConfig.definition().names().contains(key) ? key : ""),
                qdrant.apply(get(QDRANT)).withConnections(connections()),
                get(COLLECTION),
                CollectionKeys.settings(values),
                topics(),
                InputConfig.input(values),
                DuplicateKeys.rules(values),
                Path.of(get(STATE)),
                number(THREADS, Integer::valueOf),
                deadline(),
                flag(LEAVE_GROUP),
                only(key -> key.startsWith(STREAMS_PREFIX) ? key.substring(STREAMS_PREFIX.length()) : ""),
                RecommendationKeys.recommending(values));
    }

    private Topics topics() {
        List<String> inputs =
                Stream.of(get(TOPIC).split(",", -1)).map(String::strip).toList();
        if (inputs.contains("")) {
            throw new ConfigException(TOPIC, get(TOPIC), "names a topic without a name; it is a list like a, b");
        }
        try {
            String embedded = get(EMBEDDED);
            return new Topics(inputs, get(DEAD_LETTERS), get(DUPLICATES), embedded.isEmpty() ? null : embedded);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(TOPIC, get(TOPIC), e.getMessage());
        }
    }

    private int connections() {
        int connections = number(QDRANT_CONNECTIONS, Integer::valueOf);
        if (connections < 1) {
            throw new ConfigException(QDRANT_CONNECTIONS, connections, "not a positive number");
        }
        return connections;
    }

    private Duration deadline() {
        long millis = number(ENCODE_DEADLINE, Long::valueOf);
        if (millis < 1) {
            throw new ConfigException(ENCODE_DEADLINE, millis, "not a positive number");
        }
        return Duration.ofMillis(millis);
    }

    private String get(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalStateException(key + " is neither required nor has it a default. This is a bug.");
        }
        return value.strip();
    }

    private boolean flag(String key) {
        return switch (get(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(key, get(key), "must be true or false");
        };
    }

    private <N extends Number> N number(String key, Function<String, N> parse) {
        try {
            return parse.apply(get(key));
        } catch (NumberFormatException _) {
            throw new ConfigException(key, get(key), "not a number");
        }
    }

    /** @param name under which a key is taken; empty where it is not */
    private Map<String, String> only(Function<String, String> name) {
        Map<String, String> taken = new HashMap<>();
        values.forEach((key, value) -> {
            String as = name.apply(key);
            if (!as.isEmpty()) {
                taken.put(as, value.strip());
            }
        });
        return taken;
    }
}
