package io.kalmstream.sinks.duplicates;

import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.StoredVector;

/**
 * A document that is decided about.
 *
 * @param vector unit length
 * @param marked whether the store has it as a duplicate, so that no search shows it
 */
record Member(Node node, float[] vector, boolean marked) {
    static Member upserted(Point point) {
        return new Member(Node.of(point), point.vector(), false);
    }

    static Member marked(StoredVector found) {
        return new Member(Node.of(found.point()), found.vector(), true);
    }

    Member freed() {
        return new Member(node, vector, false);
    }

    double similarity(Member other) {
        double dot = 0;
        for (int i = 0; i < vector.length; i++) {
            dot += (double) vector[i] * other.vector[i];
        }
        return dot;
    }
}
