package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.Interaction;
import io.kalmstream.avro.TextEvent;
import org.jspecify.annotations.Nullable;

/** What a line becomes. */
public sealed interface FeedRecord {
    /** Counts from 1, empty lines included. */
    long line();

    /** @param key the id; null when the line has none, which is for the worker to complain about */
    record Event(long line, @Nullable String key, TextEvent event) implements FeedRecord {
        public Event {
            requireNonNull(event, "event is null");
        }
    }

    /** Its key is the user, for whom it may be empty, which is for the worker to complain about. */
    record Interacted(long line, Interaction interaction) implements FeedRecord {
        public Interacted {
            requireNonNull(interaction, "interaction is null");
        }
    }

    /** Deletes the id. */
    record Tombstone(long line, String key, String tenant) implements FeedRecord {
        public Tombstone {
            requireNonNull(key, "key is null");
            requireNonNull(tenant, "tenant is null");
        }
    }

    /**
     * Not understood.
     *
     * @param reason quotes nothing of the line
     * @param bytes the line as it stood, without its end; not copied, do not change
     */
    record Broken(long line, String reason, byte[] bytes) implements FeedRecord {
        public Broken {
            requireNonNull(reason, "reason is null");
            requireNonNull(bytes, "bytes is null");
        }
    }
}
