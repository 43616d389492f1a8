package io.kalmstream.deploy.config;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.common.config.ConfigDef;

/**
 * Keys of one concern.
 *
 * @param name of one or two words
 * @param sentence what they are about
 * @param definition in the order in which they are told; nobody changes it
 */
public record KeyGroup(String name, String sentence, ConfigDef definition) {
    public KeyGroup {
        requireNonNull(name, "name is null");
        requireNonNull(sentence, "sentence is null");
        requireNonNull(definition, "definition is null");
    }

    boolean has(String key) {
        return definition.configKeys().containsKey(key);
    }
}
