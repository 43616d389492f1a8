package io.kalmstream.sinks.duplicates;

import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.TimeRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the store who is near, in one round trip unless many copies crowd a neighbourhood. */
final class NeighbourSearch {
    private static final int WIDEN = 4;

    private final DuplicateStore store;
    private final DuplicateRules rules;

    NeighbourSearch(DuplicateStore store, DuplicateRules rules) {
        this.store = store;
        this.rules = rules;
    }

    /** The members and who is near them: canonical documents of the store, and each other. */
    Neighbourhood explore(List<Member> members) {
        Neighbourhood found = new Neighbourhood();
        members.forEach(member -> found.add(member.node()));
        // Copies have the same neighbours: one question for all of them, unless their times matter.
        Map<Copies, Question> questions = new LinkedHashMap<>();
        for (Member member : members) {
            questions
                    .computeIfAbsent(copies(member), _ -> new Question(member, new ArrayList<>()))
                    .nodes()
                    .add(member.node());
        }
        // There is room for all members on top of the candidates: so many may stand unmarked in the store.
        int room = rules.candidates() + members.size();
        ask(List.copyOf(questions.values()), room, found);
        connectUnseen(members, found);
        return found;
    }

    private void ask(List<Question> questions, int room, Neighbourhood found) {
        List<Question> open = questions;
        for (int limit = Math.min(room, rules.candidates() + 1);
                !open.isEmpty();
                limit = Math.min(room, limit * WIDEN)) {
            open = ask(open, limit, limit == room, found);
        }
    }

    /** Answers the questions whose hits may be more than the limit let through. */
    private List<Question> ask(List<Question> questions, int limit, boolean last, Neighbourhood found) {
        List<List<Neighbour>> answers = store.nearest(questions.stream()
                .map(question -> query(question.asker(), limit))
                .toList());
        List<Question> cutShort = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            List<Neighbour> hits = answers.get(i);
            if (hits.size() >= limit && !last) {
                cutShort.add(questions.get(i));
                continue;
            }
            for (Node node : questions.get(i).nodes()) {
                connect(node, hits, found);
            }
        }
        return cutShort;
    }

    private NearestQuery query(Member asker, int limit) {
        return new NearestQuery(
                asker.vector(), asker.node().key().tenant(), limit, rules.threshold(), true, time(asker.node()));
    }

    private @Nullable TimeRange time(Node node) {
        return rules.within() == null ? null : TimeRange.around(node.textAt(), rules.within());
    }

    private Copies copies(Member member) {
        Node node = member.node();
        return new Copies(node.key().tenant(), node.textHash(), time(node));
    }

    private void connect(Node node, List<Neighbour> hits, Neighbourhood found) {
        for (Neighbour hit : hits) {
            Node other = Node.of(hit.point());
            if (!other.key().equals(node.key()) && rules.allow(node, other)) {
                found.connect(node, other, hit.score());
            }
        }
    }

    /** No search shows those that are marked, not even to each other. */
    private void connectUnseen(List<Member> members, Neighbourhood found) {
        for (int i = 0; i < members.size(); i++) {
            Member one = members.get(i);
            for (int j = i + 1; j < members.size(); j++) {
                Member other = members.get(j);
                if ((one.marked() || other.marked()) && rules.allow(one.node(), other.node())) {
                    double score = one.similarity(other);
                    if (score >= rules.threshold() - NearestQuery.SCORE_TOLERANCE) {
                        found.connect(one.node(), other.node(), score);
                    }
                }
            }
        }
    }

    private record Copies(
            String tenant, String textHash, @Nullable TimeRange time) {}

    private record Question(Member asker, List<Node> nodes) {}
}
