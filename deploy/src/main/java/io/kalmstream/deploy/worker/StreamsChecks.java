package io.kalmstream.deploy.worker;

import io.kalmstream.topology.window.InFlightLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** Settings of Kafka Streams under which a worker would fail later, or promise what it cannot keep. All of them are named at once. */
final class StreamsChecks {
    static final String TRANSACTION_TIMEOUT = StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);

    /** Kafka's own default. */
    private static final int POLL_INTERVAL = 300_000;

    private final Properties settings;
    private final List<String> problems = new ArrayList<>();

    private StreamsChecks(Properties settings) {
        this.settings = settings;
    }

    /**
     * What does not depend on the pipeline.
     *
     * @param given the worker's own settings
     * @throws ConfigException names every key at fault
     */
    static void check(Properties settings, Map<String, ?> given) {
        StreamsChecks checks = new StreamsChecks(settings);
        checks.guarantee();
        checks.protocol(given);
        checks.handlers(given);
        checks.refuse();
    }

    /**
     * That a task's longest wait fits where Kafka bounds it.
     *
     * @param registryPatience how long reading one event may wait for its schema
     * @throws ConfigException names every key at fault
     */
    static void checkWaits(Properties settings, InFlightLimits limits, Duration registryPatience) {
        StreamsChecks checks = new StreamsChecks(settings);
        checks.transaction(limits.maxWait());
        checks.pollInterval(limits.maxWait().plus(registryPatience));
        checks.refuse();
    }

    /** Only a transaction proves that the worker that committed was the owner. */
    private void guarantee() {
        Object guarantee = settings.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG);
        if (!StreamsConfig.EXACTLY_ONCE_V2.equals(guarantee)) {
            problem(
                    StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                    guarantee,
                    "must be " + StreamsConfig.EXACTLY_ONCE_V2
                            + ": without it a worker that was replaced cannot be told");
        }
    }

    /** With the younger protocol, Kafka Streams up to 4.3 knows no static members and takes these from the group, on the brokers. */
    private void protocol(Map<String, ?> given) {
        if (!StreamsSettings.isStreamsProtocol(settings)) {
            return;
        }
        String protocol = StreamsConfig.GROUP_PROTOCOL_CONFIG + "=streams";
        Optional<String> instance = ConsumerSetting.INSTANCE_ID.keyIn(given);
        instance.ifPresent(key -> problem(
                key,
                given.get(key),
                "cannot be used with " + protocol
                        + ", which has no static members before Kafka 4.4: remove it, or take classic"));
        ignored(ConsumerSetting.SESSION_TIMEOUT.keyIn(given), given, protocol, "streams.session.timeout.ms");
        ignored(ConsumerSetting.HEARTBEAT_INTERVAL.keyIn(given), given, protocol, "streams.heartbeat.interval.ms");
        ignored(
                Optional.of(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG).filter(given::containsKey),
                given,
                protocol,
                "streams.num.standby.replicas");
    }

    /** Both hear of everything that a task throws, its waiting for the world included. */
    private void handlers(Map<String, ?> given) {
        for (String key : List.of(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG)) {
            if (given.containsKey(key)) {
                problem(
                        key,
                        given.get(key),
                        "cannot be set: a handler that goes on loses events, and what is no event's fault is waited for"
                                + " without one");
            }
        }
    }

    private void ignored(Optional<String> key, Map<String, ?> given, String protocol, String ofGroup) {
        key.ifPresent(found -> problem(
                found,
                given.get(found),
                "is ignored with " + protocol + ": set " + ofGroup + " on the group with kafka-configs instead"));
    }

    private void transaction(Duration wait) {
        parsed(TRANSACTION_TIMEOUT, millis -> {
            if (wait.toMillis() > millis / 2) {
                problem(
                        TRANSACTION_TIMEOUT,
                        millis,
                        "must be at least twice the %d ms that a task waits for windows on their way"
                                .formatted(wait.toMillis()));
            }
        });
    }

    /** Kafka Streams polls again when it has worked for half of it on what it has read, and the record it is at is finished. */
    private void pollInterval(Duration wait) {
        String key = ConsumerSetting.POLL_INTERVAL.keyIn(settings).orElse(ConsumerSetting.POLL_INTERVAL.key());
        settings.putIfAbsent(key, POLL_INTERVAL);
        parsed(key, millis -> {
            if (wait.toMillis() > millis / 2) {
                problem(
                        key,
                        millis,
                        "must be at least twice the %d ms that a task may wait for windows on their way and for the schema registry: the group would take its partitions away"
                                .formatted(wait.toMillis()));
            }
        });
    }

    private void parsed(String key, IntConsumer check) {
        try {
            Object value = ConfigDef.parseType(key, settings.get(key), ConfigDef.Type.INT);
            if (value instanceof Integer millis) {
                check.accept(millis);
            } else {
                problem(key, value, "must be a number of milliseconds");
            }
        } catch (ConfigException e) {
            problems.add(e.getMessage());
        }
    }

    private void problem(String key, @Nullable Object value, String why) {
        problems.add(String.valueOf(new ConfigException(key, value, why).getMessage()));
    }

    private void refuse() {
        if (!problems.isEmpty()) {
            throw new ConfigException(String.join("; ", problems));
        }
    }
}
