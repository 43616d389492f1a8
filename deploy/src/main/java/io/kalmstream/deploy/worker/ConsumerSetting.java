package io.kalmstream.deploy.worker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/** A setting of the consumer that reads events, under the names that Kafka Streams gives it. */
enum ConsumerSetting {
    SESSION_TIMEOUT("session.timeout.ms"),
    HEARTBEAT_INTERVAL("heartbeat.interval.ms"),
    POLL_INTERVAL("max.poll.interval.ms"),
    INSTANCE_ID("group.instance.id");

    private final String key;

    ConsumerSetting(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** The name it is set under; of several, the one that wins. */
    Optional<String> keyIn(Map<?, ?> settings) {
        return List.of(StreamsConfig.mainConsumerPrefix(key), StreamsConfig.consumerPrefix(key), key).stream()
                .filter(settings::containsKey)
                .findFirst();
    }

    /** @throws ConfigException it is set, and no whole number */
    int millis(Map<?, ?> settings, int otherwise) {
        Optional<String> set = keyIn(settings);
        if (set.isEmpty()) {
            return otherwise;
        }
        Object value = ConfigDef.parseType(set.get(), settings.get(set.get()), ConfigDef.Type.INT);
        if (!(value instanceof Integer millis)) {
            throw new ConfigException(set.get(), value, "must be a number of milliseconds");
        }
        return millis;
    }
}
