package io.kalmstream.sinks.duplicates;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.VectorStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the duplicates among points that were just upserted, and among older points that turn out to repeat them.
 *
 * <p>The rule: in the order of event time, then id, a document repeats the earliest canonical one before it that is near enough,
 * and is canonical where there is none. So a canonical document loses its place when an earlier one near it arrives late; those
 * that repeated it are then decided anew. When a mark is written it points to a canonical document of its tenant, never to
 * another duplicate. It is not looked at again when that document is deleted, or changed to a text that is canonical too: then
 * it may point to nothing, or to a document it no longer repeats, until it is upserted itself.
 *
 * <p>Of the documents that repeated one that has lost its place, at most {@value #MOST_FOLLOWERS} are decided anew at a time: their
 * vectors are in memory meanwhile. The others stay marked as they are, as duplicates of what is itself a duplicate now, until they
 * are upserted themselves.
 *
 * <p>How events are cut into batches and in what order they arrive does not change the outcome where groups are clearly apart.
 * Where they overlap (A near B, B near C, A not near C) and events arrive late, a document that has lost its leader may become
 * canonical beside a later canonical one near it.
 *
 * <p>Threads: any number, as far as the store's allows it.
 */
public final class DuplicateDetector {
    static final int MOST_FOLLOWERS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(DuplicateDetector.class);

    private final VectorStore store;
    private final DuplicateRules rules;
    private final NeighbourSearch search;

    public DuplicateDetector(VectorStore store, DuplicateRules rules) {
        this.store = requireNonNull(store, "store is null");
        this.rules = requireNonNull(rules, "rules is null");
        this.search = new NeighbourSearch(store, rules);
    }

    /**
     * Decides about points that are already in the store and not marked there. The caller applies each verdict's change before
     * it detects again.
     *
     * @param justUpserted the last version of each document
     * @return at most one verdict per document; canonical points of the batch have none
     * @throws StoreException the store could not be asked
     */
    public List<Verdict> detect(List<Point> justUpserted) {
        if (!rules.enabled() || justUpserted.isEmpty()) {
            return List.of();
        }
        Neighbourhood found = new Neighbourhood();
        search.explore(justUpserted, justUpserted.size(), found);
        Map<DocumentKey, Verdict> marked = new LinkedHashMap<>();
        for (Node node : found.earliestFirst()) {
            found.leader(node, key -> !marked.containsKey(key))
                    .ifPresent(leader -> marked.put(node.key(), repeats(node, leader)));
        }
        List<Verdict> verdicts = new ArrayList<>(marked.values());
        verdicts.addAll(followers(marked, justUpserted.size()));
        return verdicts;
    }

    /** Decides anew about documents whose leader has just been marked itself. */
    private List<Verdict> followers(Map<DocumentKey, Verdict> marked, int batch) {
        if (marked.isEmpty()) {
            return List.of();
        }
        List<Point> followers;
        try (Stream<Point> left = store.duplicatesOf(List.copyOf(marked.keySet()))) {
            followers = left.filter(point -> !marked.containsKey(point.key()))
                    .limit(MOST_FOLLOWERS)
                    .sorted((a, b) -> Node.of(a).compareTo(Node.of(b)))
                    .toList();
        }
        if (followers.isEmpty()) {
            return List.of();
        }
        if (followers.size() == MOST_FOLLOWERS) {
            LOG.warn(
                    "a document with {} duplicates or more repeats an earlier one itself: those beyond stay marked as"
                            + " its duplicates",
                    MOST_FOLLOWERS);
        }
        Neighbourhood found = new Neighbourhood();
        search.explore(followers, batch + marked.size(), found);
        List<Verdict> verdicts = new ArrayList<>();
        List<Point> freed = new ArrayList<>();
        for (Point follower : followers) {
            Node node = Node.of(follower);
            // They are still marked in the store, so its search did not show them to each other.
            freed.forEach(other -> connectIfNear(follower, other, found));
            Optional<Map.Entry<Node, Double>> leader = found.leader(node, key -> !marked.containsKey(key));
            verdicts.add(leader.map(edge -> repeats(node, edge))
                    .orElseGet(() -> new Verdict(node.key(), node.textHash(), null, node.occurredAt())));
            if (leader.isEmpty()) {
                freed.add(follower);
            }
        }
        return verdicts;
    }

    private void connectIfNear(Point one, Point other, Neighbourhood found) {
        double score = similarity(one.vector(), other.vector());
        if (one.key().tenant().equals(other.key().tenant())
                && score >= rules.threshold() - NearestQuery.SCORE_TOLERANCE) {
            found.connect(Node.of(one), Node.of(other), score);
        }
    }

    private static Verdict repeats(Node node, Map.Entry<Node, Double> leader) {
        Duplicate.Kind kind =
                leader.getKey().textHash().equals(node.textHash()) ? Duplicate.Kind.EXACT : Duplicate.Kind.NEAR;
        Duplicate duplicate = new Duplicate(leader.getKey().key().id(), leader.getValue(), kind);
        return new Verdict(node.key(), node.textHash(), duplicate, node.occurredAt());
    }

    /** Of unit vectors. */
    private static double similarity(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        return dot;
    }
}
