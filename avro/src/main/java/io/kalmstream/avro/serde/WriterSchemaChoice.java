package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

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
        Preference latest =
                config.flag(SerdeConfig.LATEST_STRICT) ? Preference.LATEST_IF_COMPATIBLE : Preference.LATEST;
        Preference preference = config.flag(SerdeConfig.AUTO_REGISTER)
                ? Preference.REGISTER
                : config.flag(SerdeConfig.USE_LATEST) ? latest : Preference.LOOK_UP;
        return new WriterSchemaChoice(registry, config.strategy(isKey), isKey, preference);
    }

    Chosen choose(String topic, Schema own) {
        String subject = strategy.subject(topic, isKey, own);
        return switch (preference) {
            case REGISTER -> new Chosen(registry.register(subject, own), own);
            case LOOK_UP -> new Chosen(registry.idOf(subject, own), own);
            case LATEST -> latest(subject);
            case LATEST_IF_COMPATIBLE -> compatible(subject, latest(subject), own);
        };
    }

    private Chosen latest(String subject) {
        RegisteredSchema latest = registry.latest(subject);
        return new Chosen(latest.id(), latest.schema());
    }

    private static Chosen compatible(String subject, Chosen latest, Schema own) {
        if (SchemaCompatibility.checkReaderWriterCompatibility(latest.schema(), own)
                        .getType()
                == SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE) {
            return latest;
        }
        throw new RegistryRefusedException(
                "The latest schema of subject %s cannot be read from schema %s of the record; register a compatible one, or set %s=false"
                        .formatted(subject, own.getFullName(), SerdeConfig.LATEST_STRICT));
    }

    enum Preference {
        REGISTER,
        LOOK_UP,
        LATEST,
        LATEST_IF_COMPATIBLE
    }

    record Chosen(int id, Schema schema) {
        Chosen {
            requireNonNull(schema, "schema is null");
        }
    }
}
