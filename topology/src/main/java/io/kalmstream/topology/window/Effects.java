package io.kalmstream.topology.window;

import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.StoreReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What changes came to, by their positions.
 *
 * @param refused the reasons
 * @param missing attribute updates without a point
 */
record Effects(Map<Integer, String> refused, List<Integer> missing) {
    static final Effects NONE = new Effects(Map.of(), List.of());

    Effects {
        refused = Map.copyOf(refused);
        missing = List.copyOf(missing);
    }

    /** @throws StaleWriteException somebody else has written meanwhile */
    static Effects of(StoreReply reply) {
        return switch (reply) {
            case StoreReply.Applied() -> NONE;
            case StoreReply.Stale(Fence younger) -> throw new StaleWriteException(younger);
            case StoreReply.Missing(List<Integer> indexes, List<StoreReply.Refused.Row> rows) ->
                new Effects(reasons(rows), indexes);
            case StoreReply.Refused(List<StoreReply.Refused.Row> rows) -> new Effects(reasons(rows), List.of());
        };
    }

    /** Both, the other one's changes counted from here. */
    Effects with(Effects other, int from) {
        Map<Integer, String> reasons = new HashMap<>(refused);
        other.refused.forEach((index, reason) -> reasons.put(from + index, reason));
        TreeSet<Integer> absent = new TreeSet<>(missing);
        other.missing.forEach(index -> absent.add(from + index));
        return new Effects(reasons, List.copyOf(absent));
    }

    private static Map<Integer, String> reasons(List<StoreReply.Refused.Row> rows) {
        Map<Integer, String> reasons = new HashMap<>();
        rows.forEach(row -> reasons.put(row.index(), row.reason()));
        return reasons;
    }
}
