package io.kalmstream.deploy.config;

import io.kalmstream.avro.serde.SerdeConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** The schema registry, and how Avro is read and written: Confluent's keys. */
final class RegistryKeys {
    static final KeyGroup GROUP = new KeyGroup(
            "registry", "The schema registry, and how Avro is read and written. The keys are Confluent's.", define());

    private RegistryKeys() {}

    /** Of the same keys, but a worker cannot do without an address. */
    private static ConfigDef define() {
        ConfigDef definition = new ConfigDef();
        SerdeConfig.definition().configKeys().values().forEach(key -> {
            if (key.name.equals(SerdeConfig.URL)) {
                definition.define(key.name, key.type, ConfigDef.NO_DEFAULT_VALUE, key.importance, key.documentation);
            } else {
                definition.define(key);
            }
        });
        return definition;
    }

    /** For the registry's client: what was given, secrets as such. */
    static Optional<Map<String, Object>> settings(Map<String, String> given, Problems problems) {
        Values values = Values.of(GROUP, given, problems);
        if (!values.areValid()) {
            return Optional.empty();
        }
        if (values.list(SerdeConfig.URL).isEmpty()) {
            problems.add(SerdeConfig.URL + " is empty; it takes at least one address");
            return Optional.empty();
        }
        Map<String, Object> settings = new HashMap<>();
        GROUP.definition().configKeys().values().forEach(key -> {
            String value = given.get(key.name);
            if (value != null) {
                settings.put(
                        key.name, key.type == ConfigDef.Type.PASSWORD ? new Password(value.strip()) : value.strip());
            }
        });
        return Optional.of(settings);
    }
}
