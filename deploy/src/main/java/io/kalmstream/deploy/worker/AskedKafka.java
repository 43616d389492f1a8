package io.kalmstream.deploy.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What a worker, or its operator, asks of Kafka beside Kafka Streams, each question answered in time or failed with the name of the Kafka that was
 * asked.
 *
 * <p>Threads: one.
 */
public final class AskedKafka implements AutoCloseable {
    /** A start knows by then whether Kafka is there, where settings of the worker's own for its admin client say nothing else. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration OPERATORS_REQUEST = Duration.ofSeconds(5);
    private static final Duration OPERATORS_LIMIT = Duration.ofSeconds(10);

    private final Admin admin;
    private final KafkaWords words;

    private AskedKafka(Admin admin, KafkaWords words) {
        this.admin = admin;
        this.words = words;
    }

    static AskedKafka open(WorkerSettings worker) {
        Map<String, Object> settings =
                new StreamsConfig(StreamsSettings.of(worker)).getAdminConfigs(worker.applicationId());
        if (!settings.containsKey(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
            settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        }
        return new AskedKafka(Admin.create(settings), KafkaWords.of(worker));
    }

    /**
     * For somebody who waits for the answer: with the worker's credentials, and nothing of the worker's own such as its state folder.
     *
     * @throws org.apache.kafka.common.config.ConfigException an address or another setting makes no sense
     */
    public static AskedKafka forOperator(WorkerSettings worker) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.adminClientPrefix(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG), (int)
                OPERATORS_REQUEST.toMillis());
        settings.put(StreamsConfig.adminClientPrefix(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG), (int)
                OPERATORS_LIMIT.toMillis());
        settings.putAll(worker.streams());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, worker.applicationId());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, worker.bootstrap());
        String name = worker.applicationId() + "-operator";
        return new AskedKafka(Admin.create(new StreamsConfig(settings).getAdminConfigs(name)), KafkaWords.of(worker));
    }

    public Admin admin() {
        return admin;
    }

    /**
     * Those that there are, with what the worker may do with them.
     *
     * @param denied gets the names of those it may not even ask about
     */
    public Map<String, TopicDescription> topics(Collection<String> names, Collection<String> denied) {
        Map<String, TopicDescription> found = new TreeMap<>();
        DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        admin.describeTopics(names, options).topicNameValues().forEach((name, asked) -> {
            try {
                found.put(name, answer(asked));
            } catch (UnknownTopicOrPartitionException _) {
                // Left out.
            } catch (TopicAuthorizationException _) {
                denied.add(name);
            }
        });
        return found;
    }

    /** What the group has committed; nothing where there is none yet. */
    Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        try {
            return answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        } catch (GroupIdNotFoundException _) {
            return Map.of();
        }
    }

    /** @throws AuthorizationException a producer may not have this id */
    public void requireTransactions(String id) {
        try {
            answer(admin.describeTransactions(List.of(id)).description(id));
        } catch (TransactionalIdNotFoundException _) {
            // Nobody has it, as it should be.
        }
    }

    /**
     * Waits for it.
     *
     * @throws KafkaException as the broker says, in {@link KafkaWords} where those say more
     */
    public <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case TimeoutException late -> new TimeoutException(words.of(late), late);
                case AuthenticationException refused -> new AuthenticationException(words.of(refused), refused);
                case KafkaException failure -> failure;
                case null, default -> new IllegalStateException("asking Kafka", e);
            };
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        // Without waiting for answers that nobody wants any more.
        admin.close(Duration.ZERO);
    }
}
