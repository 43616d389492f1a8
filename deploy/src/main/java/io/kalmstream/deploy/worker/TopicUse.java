package io.kalmstream.deploy.worker;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;

/** What a worker has a topic for. */
public enum TopicUse {
    EVENTS("events in", READ),
    DEAD_LETTERS("dead letters out", WRITE),
    DUPLICATES("duplicates out", WRITE),
    EMBEDDED("vectors out", WRITE),
    INTERACTIONS("interactions in", READ),
    RECOMMENDATIONS("recommendations out", WRITE);

    /** {@code max.message.bytes} of the dead letters: a letter is a record and a few headers, longer than the longest record. */
    public static final int LETTER_BYTES = 2 << 20;

    /** Letters wait for people, who may be on holiday. */
    private static final Duration LETTER_RETENTION = Duration.ofDays(28);

    private final String words;
    private final AclOperation operation;

    TopicUse(String words, AclOperation operation) {
        this.words = words;
        this.operation = operation;
    }

    /** e.g. {@code dead letters out}. */
    public String words() {
        return words;
    }

    /** Whether a worker reads it; else it writes it. */
    boolean isRead() {
        return operation == READ;
    }

    /** What the worker's principal must be allowed. */
    public Set<AclOperation> operations() {
        return Set.of(DESCRIBE, operation);
    }

    /** Settings of Kafka's that the topic should have; what is not named is left to the broker. */
    public Map<String, String> settings() {
        return switch (this) {
            case DEAD_LETTERS ->
                Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        String.valueOf(LETTER_BYTES),
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(LETTER_RETENTION.toMillis()));
            // The last one of a key is what holds; who reads from the beginning has them all.
            case EMBEDDED, RECOMMENDATIONS ->
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            case EVENTS, DUPLICATES, INTERACTIONS -> Map.of();
        };
    }
}
