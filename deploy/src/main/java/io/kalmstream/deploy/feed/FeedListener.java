package io.kalmstream.deploy.feed;

import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Learns what became of each line.
 *
 * <p>Threads: called by the producer's own thread, or by the feeding one; it must not block.
 */
public interface FeedListener {
    /** The topic has it. Broken lines too: that is where they are reported. */
    void sent(FeedRecord record, RecordMetadata where);

    /**
     * Neither topic nor producer takes a record of this size; the feed goes on without it.
     *
     * @param reason names the line, the size and the limit, and quotes nothing of the line
     */
    void refused(FeedRecord record, String reason);
}
