package io.kalmstream.sinks.duplicates;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.StoredPoint;
import java.time.Instant;
import java.util.Comparator;

/** A document in the total order that decides who leads: event time, then id. */
record Node(DocumentKey key, Instant occurredAt, String textHash) implements Comparable<Node> {
    private static final Comparator<Node> EARLIEST_FIRST = Comparator.comparing(Node::occurredAt)
            .thenComparing(node -> node.key().id())
            .thenComparing(node -> node.key().tenant());

    static Node of(Point point) {
        return new Node(point.key(), point.occurredAt(), point.textHash());
    }

    static Node of(StoredPoint point) {
        return new Node(point.key(), point.occurredAt(), point.textHash());
    }

    @Override
    public int compareTo(Node other) {
        return EARLIEST_FIRST.compare(this, other);
    }
}
