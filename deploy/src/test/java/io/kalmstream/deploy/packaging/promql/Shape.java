package io.kalmstream.deploy.packaging.promql;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an expression answers with.
 *
 * @param labels that its series have; empty where it has none
 */
public record Shape(ValueType type, Set<String> labels) {
    public Shape {
        labels = Collections.unmodifiableSet(new TreeSet<>(labels));
    }

    static Shape of(ValueType type) {
        return new Shape(type, Set.of());
    }

    Shape with(Collection<String> more) {
        Set<String> all = new TreeSet<>(labels);
        all.addAll(more);
        return new Shape(type, all);
    }

    Shape without(Collection<String> fewer) {
        Set<String> rest = new TreeSet<>(labels);
        rest.removeAll(fewer);
        return new Shape(type, rest);
    }

    Shape as(ValueType other) {
        return new Shape(other, labels);
    }
}
