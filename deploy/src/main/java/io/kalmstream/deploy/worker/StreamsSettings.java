package io.kalmstream.deploy.worker;

import io.kalmstream.topology.PipelineSettings;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams as this pipeline needs it. */
final class StreamsSettings {
    /** A transaction that is open longer is aborted: windows on their way and a slow store must fit. */
    private static final Duration TRANSACTION = Duration.ofSeconds(90);

    /** A dead letter is a little longer than its record, which may be as long as a broker takes by default. */
    private static final int MAX_REQUEST_BYTES = 2 << 20;

    /** Kafka's own default. */
    private static final String SESSION = "45000";

    private static final String TRANSACTION_TIMEOUT =
            StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);

    private StreamsSettings() {}

    /** @throws ConfigException a setting of the worker's own leaves a transaction too little time */
    static Properties of(WorkerSettings worker, PipelineSettings pipeline) {
        Properties settings = of(worker);
        checkTransaction(settings, pipeline.inFlight().maxWait());
        return settings;
    }

    /** Without that check. */
    static Properties of(WorkerSettings worker) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, worker.applicationId());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, worker.bootstrap());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, worker.stateFolder().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, worker.threads());
        // Finished windows are looked for between polls: a long poll would be a delay until searchable.
        settings.put(StreamsConfig.POLL_MS_CONFIG, 10L);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100L);
        settings.put(StreamsConfig.LOG_SUMMARY_INTERVAL_MS_CONFIG, -1L);
        settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
        settings.put(TRANSACTION_TIMEOUT, (int) TRANSACTION.toMillis());
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        settings.putAll(worker.streams());
        checkGuarantee(settings);
        return settings;
    }

    /** How long the group waits for a worker that is not heard of before others take its partitions over. */
    static Duration session(WorkerSettings worker) {
        String set = worker.streams()
                .getOrDefault(
                        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                        worker.streams()
                                .getOrDefault(
                                        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                                        worker.streams()
                                                .getOrDefault(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION)));
        Object millis = ConfigDef.parseType(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, set, ConfigDef.Type.INT);
        return Duration.ofMillis(((Integer) millis).longValue());
    }

    /** Only a transaction proves that the worker that committed was the owner. */
    private static void checkGuarantee(Properties settings) {
        Object guarantee = settings.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG);
        if (!StreamsConfig.EXACTLY_ONCE_V2.equals(guarantee)) {
            throw new ConfigException(
                    StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                    guarantee,
                    "must be " + StreamsConfig.EXACTLY_ONCE_V2
                            + ": without it a worker that was replaced cannot be told");
        }
    }

    private static void checkTransaction(Properties settings, Duration wait) {
        Object timeout =
                ConfigDef.parseType(TRANSACTION_TIMEOUT, settings.get(TRANSACTION_TIMEOUT), ConfigDef.Type.INT);
        if (!(timeout instanceof Integer millis) || wait.toMillis() > millis / 2) {
            throw new ConfigException(
                    TRANSACTION_TIMEOUT,
                    timeout,
                    "must be at least twice the %d ms that a task waits for windows on their way"
                            .formatted(wait.toMillis()));
        }
    }
}
