package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import org.apache.avro.Schema;

/**
 * Which schema, and which id, a record is written with: its own, registered when need be; its own, which must be registered
 * already; or the latest of its subject.
 */
record WriterSchemaChoice(
        SchemaRegistryClient registry, SubjectNameStrategy strategy, boolean isKey, Preference preference) {
    WriterSchemaChoice {
        requireNonNull(registry, "registry is null");
        requireNonNull(strategy, "strategy is null");
        requireNonNull(preference, "preference is null");
    }

    static WriterSchemaChoice of(SchemaRegistryClient registry, SerdeConfig config, boolean isKey) {
        Preference preference = config.flag(SerdeConfig.AUTO_REGISTER)
                ? Preference.REGISTER
                : config.flag(SerdeConfig.USE_LATEST) ? Preference.LATEST : Preference.LOOK_UP;
        return new WriterSchemaChoice(registry, config.strategy(isKey), isKey, preference);
    }

    Chosen choose(String topic, Schema own) {
        String subject = strategy.subject(topic, isKey, own);
        return switch (preference) {
            case REGISTER -> new Chosen(registry.register(subject, own), own);
            case LOOK_UP -> new Chosen(registry.idOf(subject, own), own);
            case LATEST -> {
                RegisteredSchema latest = registry.latest(subject);
                yield new Chosen(latest.id(), latest.schema());
            }
        };
    }

    enum Preference {
        REGISTER,
        LOOK_UP,
        LATEST
    }

    record Chosen(int id, Schema schema) {
        Chosen {
            requireNonNull(schema, "schema is null");
        }
    }
}
