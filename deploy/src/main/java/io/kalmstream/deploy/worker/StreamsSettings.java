package io.kalmstream.deploy.worker;

import io.kalmstream.topology.PipelineSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Kafka Streams as this pipeline needs it: exactly once, a copy of each task's state on another worker, and members that keep their
 * tasks over a restart.
 */
final class StreamsSettings {
    /** A transaction that is open longer is aborted: windows on their way and a slow store must fit. */
    private static final Duration TRANSACTION = Duration.ofSeconds(90);

    /** Two or three records are written for each event, most to the same few partitions: fewer and larger requests. */
    private static final int BATCH_BYTES = 256 << 10;

    /** Kafka's own default. */
    private static final int SESSION_MILLIS = 45_000;

    /** Kafka's own default. */
    private static final int HEARTBEAT_MILLIS = 3_000;

    private StreamsSettings() {}

    /** @throws ConfigException settings of the worker's own leave too little time for what a task may wait for */
    static Properties of(WorkerSettings worker, PipelineSettings pipeline) {
        Properties settings = of(worker);
        StreamsChecks.checkWaits(settings, pipeline.inFlight(), WorkerParts.REGISTRY_PATIENCE);
        return settings;
    }

    /**
     * Without that check.
     *
     * @throws ConfigException settings of the worker's own cannot be, alone or together, or the state folder cannot be written to
     */
    static Properties of(WorkerSettings worker) {
        Properties settings = fixed();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, worker.applicationId());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, worker.bootstrap());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, worker.stateFolder().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, worker.threads());
        settings.putAll(worker.streams());
        StreamsChecks.check(settings, worker.streams());
        if (!isStreamsProtocol(settings)) {
            asStaticMember(settings, worker);
        }
        return settings;
    }

    private static Properties fixed() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // A name that Kafka Streams makes up changes with the topology, and the state behind it is lost.
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Finished windows are looked for between polls: a long poll would be a delay until searchable.
        settings.put(StreamsConfig.POLL_MS_CONFIG, 10L);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100L);
        settings.put(StreamsConfig.LOG_SUMMARY_INTERVAL_MS_CONFIG, -1L);
        settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), TopicUse.LETTER_BYTES);
        settings.put(StreamsChecks.TRANSACTION_TIMEOUT, (int) TRANSACTION.toMillis());
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        return settings;
    }

    /** What the younger protocol does not have. */
    private static void asStaticMember(Properties settings, WorkerSettings worker) {
        settings.putIfAbsent(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
        Optional<String> own = ConsumerSetting.INSTANCE_ID.keyIn(settings);
        if (own.isEmpty()) {
            settings.put(ConsumerSetting.INSTANCE_ID.key(), InstanceId.of(worker.stateFolder()));
        } else if (String.valueOf(settings.get(own.get())).isBlank()) {
            settings.remove(own.get());
        }
    }

    static boolean isStreamsProtocol(Map<?, ?> settings) {
        Object protocol = settings.get(StreamsConfig.GROUP_PROTOCOL_CONFIG);
        return protocol != null && GroupProtocol.STREAMS.name().equalsIgnoreCase(protocol.toString());
    }

    /** Whether the worker keeps its tasks while it is away for less than a session. */
    static boolean isStatic(Properties settings) {
        return ConsumerSetting.INSTANCE_ID.keyIn(settings).isPresent();
    }

    /** How long the group waits for a worker that is not heard of before others take its partitions over. */
    static Duration session(WorkerSettings worker) {
        return Duration.ofMillis(ConsumerSetting.SESSION_TIMEOUT.millis(worker.streams(), SESSION_MILLIS));
    }

    /** From when on a broker that says nothing does not answer: it has missed two heartbeats at least, and the session is half over. */
    static Duration longestSilence(WorkerSettings worker) {
        int heartbeat = ConsumerSetting.HEARTBEAT_INTERVAL.millis(worker.streams(), HEARTBEAT_MILLIS);
        return Duration.ofMillis(Math.max(session(worker).toMillis() / 2, 2L * heartbeat));
    }
}
