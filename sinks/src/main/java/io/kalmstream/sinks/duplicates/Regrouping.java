package io.kalmstream.sinks.duplicates;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.StoredVector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One update of groups, in rounds: decide, write, and look what that has changed for others. It ends because a decision depends on
 * earlier documents only.
 *
 * <p>Threads: one.
 */
final class Regrouping {
    /** Whose vectors are in memory at a time; of more followers the earliest come first. */
    static final int MOST_FOLLOWERS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Regrouping.class);
    private static final Comparator<Member> EARLIEST_FIRST = Comparator.comparing(Member::node);

    private final DuplicateStore store;
    private final NeighbourSearch search;
    private final Map<DocumentKey, Verdict> verdicts = new LinkedHashMap<>();
    private List<Member> open = new ArrayList<>();
    private Set<DocumentKey> left = new LinkedHashSet<>();

    Regrouping(DuplicateStore store, DuplicateRules rules) {
        this.store = store;
        this.search = new NeighbourSearch(store, rules);
    }

    List<Verdict> run(Collection<Point> upserted, Collection<DocumentKey> removed) {
        upserted.forEach(point -> {
            open.add(Member.upserted(point));
            // It may have followers from the time of another text, or of a run that was cut off.
            left.add(point.key());
        });
        left.addAll(removed);
        while (!open.isEmpty() || !left.isEmpty()) {
            round(open, List.copyOf(left));
        }
        return List.copyOf(verdicts.values());
    }

    private void round(List<Member> members, List<DocumentKey> leaders) {
        open = new ArrayList<>();
        left = new LinkedHashSet<>();
        Set<DocumentKey> seen = new HashSet<>();
        members.forEach(member -> seen.add(member.node().key()));
        List<Member> undecided = new ArrayList<>(members);
        boolean more = !leaders.isEmpty();
        while (more || !undecided.isEmpty()) {
            if (more) {
                List<Member> followers = followers(leaders, seen);
                more = followers.size() == MOST_FOLLOWERS;
                followers.forEach(follower -> seen.add(follower.node().key()));
                undecided.addAll(followers);
            }
            if (!undecided.isEmpty()) {
                decide(undecided);
                undecided = new ArrayList<>();
            }
        }
    }

    private List<Member> followers(List<DocumentKey> leaders, Set<DocumentKey> seen) {
        return store.duplicatesOf(leaders, found -> earliest(found, seen));
    }

    private static List<Member> earliest(Stream<StoredVector> found, Set<DocumentKey> seen) {
        PriorityQueue<Member> latestFirst = new PriorityQueue<>(EARLIEST_FIRST.reversed());
        found.filter(follower -> !seen.contains(follower.point().key())).forEach(follower -> {
            latestFirst.add(Member.marked(follower));
            if (latestFirst.size() > MOST_FOLLOWERS) {
                latestFirst.remove();
            }
        });
        return latestFirst.stream().sorted(EARLIEST_FIRST).toList();
    }

    private void decide(List<Member> members) {
        Neighbourhood found = search.explore(members);
        Map<Node, Map.Entry<Node, Double>> repeats = new LinkedHashMap<>();
        Set<DocumentKey> repeating = new HashSet<>();
        for (Node node : found.earliestFirst()) {
            found.leader(node, key -> !repeating.contains(key)).ifPresent(leader -> {
                repeats.put(node, leader);
                repeating.add(node.key());
            });
        }
        List<Verdict> decided = new ArrayList<>();
        repeats.forEach((node, leader) -> decided.add(repeats(node, leader)));
        List<Member> freed = members.stream()
                .filter(member ->
                        member.marked() && !repeating.contains(member.node().key()))
                .toList();
        freed.forEach(member -> decided.add(canonical(member.node())));
        write(decided);
        // Whoever leads anew looks for others only now that they can see it.
        freed.forEach(member -> open.add(member.freed()));
        left.addAll(repeating);
        left.addAll(
                leadingNoMore(repeats.values().stream().map(Map.Entry::getKey).toList()));
    }

    private void write(List<Verdict> decided) {
        if (decided.isEmpty()) {
            return;
        }
        Set<DocumentKey> refused =
                store.mark(decided.stream().map(Verdict::change).toList());
        for (Verdict verdict : decided) {
            if (refused.contains(verdict.key())) {
                // The document itself is stored and searchable: no reason to give its event up.
                LOG.warn("the store refused to mark a duplicate");
            } else {
                verdicts.put(verdict.key(), verdict);
            }
        }
    }

    /** Those of the leaders that others have marked, changed or removed since the search showed them. */
    private List<DocumentKey> leadingNoMore(Collection<Node> leaders) {
        Map<DocumentKey, Node> expected = new LinkedHashMap<>();
        leaders.forEach(leader -> expected.put(leader.key(), leader));
        if (expected.isEmpty()) {
            return List.of();
        }
        List<Node> nodes = List.copyOf(expected.values());
        List<Optional<StoredPoint>> found =
                store.get(nodes.stream().map(Node::key).toList());
        List<DocumentKey> lost = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node leader = nodes.get(i);
            if (found.get(i).filter(point -> leads(point, leader)).isEmpty()) {
                lost.add(leader.key());
            }
        }
        return lost;
    }

    private static boolean leads(StoredPoint point, Node expected) {
        return point.duplicate() == null
                && point.textHash().equals(expected.textHash())
                && point.textAt().equals(expected.textAt());
    }

    private static Verdict repeats(Node node, Map.Entry<Node, Double> leader) {
        Duplicate.Kind kind =
                leader.getKey().textHash().equals(node.textHash()) ? Duplicate.Kind.EXACT : Duplicate.Kind.NEAR;
        Duplicate duplicate = new Duplicate(leader.getKey().key().id(), leader.getValue(), kind);
        return new Verdict(node.key(), node.textHash(), duplicate, node.occurredAt());
    }

    private static Verdict canonical(Node node) {
        return new Verdict(node.key(), node.textHash(), null, node.occurredAt());
    }
}
