package io.kalmstream.deploy.config;

import io.kalmstream.topology.Topics;
import io.kalmstream.topology.event.mapping.Input;
import io.kalmstream.topology.event.mapping.InputConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** What is read, and where what came of it goes. */
final class EventKeys {
    private static final String DEAD_LETTERS = "dead.letters.topic";
    private static final String DUPLICATES = "duplicates.topic";
    private static final String EMBEDDED = "embedded.topic";

    static final KeyGroup TOPICS = new KeyGroup(
            "topics",
            "What is read, and where what came of it goes. They must exist.",
            new ConfigDef()
                    .define(
                            WorkerConfig.TOPIC,
                            ConfigDef.Type.STRING,
                            ConfigDef.NO_DEFAULT_VALUE,
                            Check.text("be a list of topics like a, b", EventKeys::isListOfNames),
                            Importance.HIGH,
                            "Topics of events, a list; all of them with as many partitions.")
                    .define(
                            DEAD_LETTERS,
                            ConfigDef.Type.STRING,
                            "kalmstream.dead-letters",
                            Check.notBlank(),
                            Importance.MEDIUM,
                            "Topic of events that cannot be used, with their own bytes and the reason.")
                    .define(
                            DUPLICATES,
                            ConfigDef.Type.STRING,
                            "kalmstream.duplicates",
                            Check.notBlank(),
                            Importance.MEDIUM,
                            "Topic of the duplicates found.")
                    .define(
                            EMBEDDED,
                            ConfigDef.Type.STRING,
                            "",
                            Importance.MEDIUM,
                            "Topic of vectors for others than the vector store; empty: none."));

    static final KeyGroup INPUT = new KeyGroup("input", "What an event looks like.", InputConfig.definition());

    private EventKeys() {}

    private static boolean isListOfNames(String text) {
        return names(text).stream().noneMatch(String::isEmpty);
    }

    private static List<String> names(String text) {
        return List.of(text.split(",", -1)).stream().map(String::strip).toList();
    }

    static Optional<Topics> topics(Map<String, String> given, Problems problems) {
        Values values = Values.of(TOPICS, given, problems);
        if (!values.areValid()) {
            return Optional.empty();
        }
        String embedded = values.text(EMBEDDED);
        try {
            return Optional.of(new Topics(
                    names(values.text(WorkerConfig.TOPIC)),
                    values.text(DEAD_LETTERS),
                    values.text(DUPLICATES),
                    embedded.isEmpty() ? null : embedded));
        } catch (IllegalArgumentException e) {
            problems.add("%s, %s, %s and %s: %s"
                    .formatted(WorkerConfig.TOPIC, DEAD_LETTERS, DUPLICATES, EMBEDDED, e.getMessage()));
            return Optional.empty();
        }
    }

    static Optional<Input> input(Map<String, String> given, Problems problems) {
        return Values.of(INPUT, given, problems).areValid()
                ? problems.sensible(() -> InputConfig.input(given))
                : Optional.empty();
    }
}
