package io.kalmstream.deploy.worker;

import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.RawEvent;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a dead letter may be: what the worker's producer sends and the topic takes. Asked before the first event is read, since
 * a letter that the topic refuses stops the worker, and would stop it again at the same record for ever.
 */
final class LetterLimit {
    /** For every event that is worked on, whole. */
    static final int ENOUGH = RawEvent.MAX_BYTES + DeadLetters.OVERHEAD;

    private static final Logger log = LoggerFactory.getLogger(LetterLimit.class);
    private static final int BROKERS_DEFAULT = (1 << 20) + 12;
    private static final String REQUEST = StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);

    private LetterLimit() {}

    /** @throws ConfigException there is no such topic, or it takes next to nothing */
    static DeadLetters ask(WorkerSettings worker) {
        Properties streams = StreamsSettings.of(worker);
        String topic = worker.topics().deadLetters();
        Object request = ConfigDef.parseType(REQUEST, streams.get(REQUEST), ConfigDef.Type.INT);
        int producer = request instanceof Integer bytes ? bytes : BROKERS_DEFAULT;
        try (AskedKafka kafka = AskedKafka.open(worker)) {
            return of(topic, topicsLimit(kafka, topic), producer);
        }
    }

    static DeadLetters of(String topic, int topicsLimit, int producersLimit) {
        int limit = Math.min(ENOUGH, Math.min(topicsLimit, producersLimit));
        if (limit < DeadLetters.MIN_BYTES) {
            throw new ConfigException(
                    "dead letters need %d bytes at least, but topic %s takes %d (%s) and the producer sends %d (%s)"
                            .formatted(
                                    DeadLetters.MIN_BYTES,
                                    topic,
                                    topicsLimit,
                                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                    producersLimit,
                                    REQUEST));
        }
        if (limit < ENOUGH) {
            log.warn(
                    "Dead letters are cut to {} bytes: topic {} takes {} ({}), the producer sends {} ({}); {} would"
                            + " keep every record whole",
                    limit,
                    topic,
                    topicsLimit,
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    producersLimit,
                    REQUEST,
                    TopicUse.LETTER_BYTES);
        }
        return new DeadLetters(limit);
    }

    private static int topicsLimit(AskedKafka kafka, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = kafka.answer(
                            kafka.admin().describeConfigs(List.of(resource)).all())
                    .get(resource);
            ConfigEntry limit = config == null ? null : config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            return limit == null ? BROKERS_DEFAULT : Integer.parseInt(limit.value());
        } catch (UnknownTopicOrPartitionException _) {
            throw new ConfigException("there is no topic %s for dead letters; create it with %s=%d"
                    .formatted(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, TopicUse.LETTER_BYTES));
        } catch (AuthorizationException denied) {
            log.warn("May not ask how long records of topic {} may be; taking brokers' default", topic, denied);
            return BROKERS_DEFAULT;
        }
    }
}
