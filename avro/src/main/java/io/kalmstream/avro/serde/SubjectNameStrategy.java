package io.kalmstream.avro.serde;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** Under which subject a record's schema is registered; the names are Confluent's. */
public enum SubjectNameStrategy {
    /** One schema per topic: {@code topic-key}, {@code topic-value}. */
    TOPIC("TopicNameStrategy") {
        @Override
        public String subject(String topic, boolean isKey, Schema schema) {
            return topic + (isKey ? "-key" : "-value");
        }
    },
    /** One schema per record type, whatever the topic. */
    RECORD("RecordNameStrategy") {
        @Override
        public String subject(String topic, boolean isKey, Schema schema) {
            return schema.getFullName();
        }
    },
    /** One schema per record type and topic. */
    TOPIC_RECORD("TopicRecordNameStrategy") {
        @Override
        public String subject(String topic, boolean isKey, Schema schema) {
            return topic + "-" + schema.getFullName();
        }
    };

    private static final String CONFLUENT_PACKAGE = "io.confluent.kafka.serializers.subject.";

    private final String confluentName;

    SubjectNameStrategy(String confluentName) {
        this.confluentName = confluentName;
    }

    public abstract String subject(String topic, boolean isKey, Schema schema);

    /** The strategy of Confluent's class name, with or without its package. */
    static Optional<SubjectNameStrategy> named(String name) {
        String simple = name.startsWith(CONFLUENT_PACKAGE) ? name.substring(CONFLUENT_PACKAGE.length()) : name;
        return Arrays.stream(values())
                .filter(strategy -> strategy.confluentName.equals(simple))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(strategy -> strategy.confluentName).toList();
    }

    String confluentName() {
        return confluentName;
    }
}
