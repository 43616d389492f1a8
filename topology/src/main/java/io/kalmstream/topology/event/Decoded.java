package io.kalmstream.topology.event;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.DocumentKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a record means. */
public sealed interface Decoded {
    /** Longest id or tenant: they are keys of stores, topics and points, which have limits of their own. */
    int MAX_NAME_CHARS = 2048;

    /** An event that can be worked on. */
    sealed interface Usable extends Decoded {
        String id();
    }

    /**
     * A text that shall be searchable.
     *
     * @param attributes values are String, Long, Double or Boolean
     */
    record Document(DocumentKey key, String text, Map<String, Object> attributes, Instant occurredAt)
            implements Usable {
        public Document {
            requireNonNull(key, "key is null");
            requireNonNull(text, "text is null");
            attributes = Map.copyOf(attributes);
            requireNonNull(occurredAt, "occurredAt is null");
        }

        @Override
        public String id() {
            return key.id();
        }

        public Document withText(String other) {
            return new Document(key, other, attributes, occurredAt);
        }
    }

    /**
     * An id that shall be forgotten.
     *
     * @param tenant null: of every tenant that has it
     */
    record Deletion(String id, @Nullable String tenant) implements Usable {
        public Deletion {
            requireNonNull(id, "id is null");
        }
    }

    /** A record that never becomes an event, however often it is read. */
    record Undecodable(Failure failure) implements Decoded {
        public Undecodable {
            requireNonNull(failure, "failure is null");
        }

        /** @param reason a sentence without user text */
        public Undecodable(FailureCode code, String reason) {
            this(new Failure(code, reason));
        }
    }
}
