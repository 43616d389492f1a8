package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of an ordered batch of writes. */
public sealed interface Change {
    DocumentKey key();

    /** Inserts the point or replaces it whole, its duplicate mark included. */
    record Upsert(Point point) implements Change {
        public Upsert {
            requireNonNull(point, "point is null");
        }

        @Override
        public DocumentKey key() {
            return point.key();
        }
    }

    /** Removes the point; nothing happens where there is none. */
    record Delete(DocumentKey key) implements Change {
        public Delete {
            requireNonNull(key, "key is null");
        }
    }

    /**
     * Removes the point if the caller's writer has written it last; nothing happens to one that another writer has made since. So a
     * deletion can be made again, after the document may have moved to another writer.
     */
    record DeleteOwn(DocumentKey key) implements Change {
        public DeleteOwn {
            requireNonNull(key, "key is null");
        }
    }

    /**
     * Replaces attributes, event time and source of a point whose text did not change; vector, duplicate mark and the time of the text
     * stay.
     */
    record SetAttributes(DocumentKey key, Map<String, Object> attributes, Instant occurredAt, Point.Source source)
            implements Change {
        public SetAttributes {
            requireNonNull(key, "key is null");
            attributes = Map.copyOf(attributes);
            requireNonNull(occurredAt, "occurredAt is null");
            requireNonNull(source, "source is null");
        }
    }

    /**
     * Says that a point repeats another one, or (null) that it no longer does. It may be any writer's point, so its fence stays;
     * instead the mark is for one text: nothing happens where the point has another by now.
     */
    record MarkDuplicate(
            DocumentKey key, String textHash, @Nullable Duplicate duplicate) implements Change {
        public MarkDuplicate {
            requireNonNull(key, "key is null");
            requireNonNull(textHash, "textHash is null");
        }
    }
}
