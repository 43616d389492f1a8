package io.kalmstream.sinks.embedded.differential;

import io.kalmstream.sinks.embedded.differential.Answer.Hit;
import io.qdrant.client.grpc.Common.PointId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Whether two answers are the same, but for rounding and for the order of what rounding makes equal. */
final class Comparison {
    private static final float TOLERANCE = 1e-4f;

    private Comparison() {}

    /** What differs; empty where nothing does. */
    static Optional<String> difference(Answer ours, Answer theirs) {
        if (ours instanceof Answer.Refused(var code, String _)
                && theirs instanceof Answer.Refused(var other, String _)) {
            return code == other ? Optional.empty() : differ(ours, theirs);
        }
        if (ours instanceof Answer.Hits hits && theirs instanceof Answer.Hits others) {
            return difference(hits, others);
        }
        if (ours instanceof Answer.Many(List<Answer> many) && theirs instanceof Answer.Many(List<Answer> others)) {
            return many.size() == others.size() ? first(many, others) : differ(ours, theirs);
        }
        return ours.equals(theirs) ? Optional.empty() : differ(ours, theirs);
    }

    private static Optional<String> first(List<Answer> ours, List<Answer> theirs) {
        return IntStream.range(0, ours.size())
                .mapToObj(i -> difference(ours.get(i), theirs.get(i)).map(what -> "answer " + i + ": " + what))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> difference(Answer.Hits ours, Answer.Hits theirs) {
        if (ours.hits().size() != theirs.hits().size()) {
            return Optional.of(
                    ours.hits().size() + " hits, not " + theirs.hits().size() + "\n" + ours + "\n" + theirs);
        }
        for (int i = 0; i < ours.hits().size(); i++) {
            Hit hit = ours.hits().get(i);
            Hit other = theirs.hits().get(i);
            if (!near(hit.score(), other.score())) {
                return Optional.of("hit " + i + " scores " + hit.score() + ", not " + other.score());
            }
            if (!hit.id().equals(other.id()) && !(ours.ranked() && isTie(hit, theirs.hits()))) {
                return Optional.of("hit " + i + " is" + hit + ", not" + other);
            }
        }
        return contents(ours.hits(), theirs.hits());
    }

    /** Whether it is there with the same score, or may have been cut off at either end. */
    private static boolean isTie(Hit hit, List<Hit> others) {
        return others.stream()
                .filter(other -> other.id().equals(hit.id()))
                .findFirst()
                .map(same -> near(same.score(), hit.score()))
                .orElse(near(hit.score(), others.getFirst().score())
                        || near(hit.score(), others.getLast().score()));
    }

    private static Optional<String> contents(List<Hit> ours, List<Hit> theirs) {
        Set<PointId> seen = new HashSet<>();
        for (Hit hit : ours) {
            if (!seen.add(hit.id())) {
                return Optional.of(hit.id() + " comes twice");
            }
            for (Hit other : theirs) {
                if (other.id().equals(hit.id())
                        && !(hit.payload().equals(other.payload()) && sameVectors(hit, other))) {
                    return Optional.of("contents differ: " + hit + other);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean sameVectors(Hit hit, Hit other) {
        return hit.vectors().keySet().equals(other.vectors().keySet())
                && hit.vectors().entrySet().stream().allMatch(vector -> sameValues(vector, other.vectors()));
    }

    private static boolean sameValues(Map.Entry<String, List<Float>> vector, Map<String, List<Float>> others) {
        List<Float> other = others.getOrDefault(vector.getKey(), List.of());
        boolean same = other.size() == vector.getValue().size();
        for (int i = 0; same && i < other.size(); i++) {
            same = near(other.get(i), vector.getValue().get(i));
        }
        return same;
    }

    private static boolean near(float a, float b) {
        return Float.compare(a, b) == 0 || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b));
    }

    private static Optional<String> differ(Answer ours, Answer theirs) {
        return Optional.of("embedded: " + ours + "\nreal:     " + theirs);
    }
}
