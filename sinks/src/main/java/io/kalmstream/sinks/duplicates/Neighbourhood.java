package io.kalmstream.sinks.duplicates;

import io.kalmstream.sinks.DocumentKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Documents and who is near whom; nearness goes both ways. Threads: one. */
final class Neighbourhood {
    private final Map<DocumentKey, Node> nodes = new HashMap<>();
    private final Map<DocumentKey, TreeMap<Node, Double>> edges = new HashMap<>();

    void add(Node node) {
        nodes.putIfAbsent(node.key(), node);
    }

    /** Both keep the version of themselves that was added first. */
    void connect(Node one, Node other, double score) {
        add(one);
        add(other);
        Node a = node(one.key());
        Node b = node(other.key());
        edges.computeIfAbsent(a.key(), _ -> new TreeMap<>()).merge(b, score, Math::max);
        edges.computeIfAbsent(b.key(), _ -> new TreeMap<>()).merge(a, score, Math::max);
    }

    Collection<Node> earliestFirst() {
        return new TreeSet<>(nodes.values());
    }

    /** The earliest acceptable document before this one that is near it, and how near. */
    Optional<Map.Entry<Node, Double>> leader(Node node, Predicate<DocumentKey> acceptable) {
        return edges.getOrDefault(node.key(), new TreeMap<>()).headMap(node).entrySet().stream()
                .filter(edge -> acceptable.test(edge.getKey().key()))
                .findFirst();
    }

    private Node node(DocumentKey key) {
        Node node = nodes.get(key);
        if (node == null) {
            throw new IllegalStateException("a document was connected that was not added. This is a bug.");
        }
        return node;
    }
}
