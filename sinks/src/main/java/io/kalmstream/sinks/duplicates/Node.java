package io.kalmstream.sinks.duplicates;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.StoredPoint;
import java.time.Instant;
import java.util.Comparator;

/** A document in the total order that decides who leads: the time its text was said, then id. */
record Node(DocumentKey key, Instant textAt, String textHash, Instant occurredAt) implements Comparable<Node> {
    private static final Comparator<Node> EARLIEST_FIRST = Comparator.comparing(Node::textAt)
            .thenComparing(node -> node.key().id())
            .thenComparing(node -> node.key().tenant());

    /** As it is just upserted. */
    static Node of(Point point) {
        return new Node(point.key(), point.occurredAt(), point.textHash(), point.occurredAt());
    }

    static Node of(StoredPoint point) {
        return new Node(point.key(), point.textAt(), point.textHash(), point.occurredAt());
    }

    @Override
    public int compareTo(Node other) {
        return EARLIEST_FIRST.compare(this, other);
    }
}
