package io.kalmstream.deploy.dedup;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.VectorStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The groups of duplicates in a collection. Memory: one entry a group, texts of the largest only.
 *
 * @param documents that were looked at
 * @param duplicates of them that are marked
 * @param groups how many there are
 * @param strays duplicates of a document that is not there, or is a duplicate itself: nobody leads them
 * @param largest the largest groups, largest first
 */
public record GroupReport(long documents, long duplicates, long groups, long strays, List<GroupCount> largest) {
    private static final int PIECE = 1_000;
    private static final Comparator<GroupCount> LARGEST_FIRST = Comparator.comparingLong(GroupCount::duplicates)
            .reversed()
            .thenComparing(group -> group.leader().tenant())
            .thenComparing(group -> group.leader().id());

    public GroupReport {
        largest = List.copyOf(largest);
    }

    /**
     * Reads every point.
     *
     * @param tenant whose groups; null for everyone's
     * @param most of the largest groups
     * @param progress is told how many points were read
     */
    public static GroupReport of(VectorStore store, @Nullable String tenant, int most, LongConsumer progress) {
        Map<DocumentKey, GroupCount> groups = new HashMap<>();
        long[] counts = new long[3];
        try (Stream<StoredPoint> all = store.all()) {
            all.forEach(point -> {
                progress.accept(++counts[0]);
                Duplicate duplicate = point.duplicate();
                if (tenant != null && !tenant.equals(point.key().tenant())) {
                    return;
                }
                counts[1]++;
                if (duplicate != null) {
                    counts[2]++;
                    DocumentKey leader = new DocumentKey(point.key().tenant(), duplicate.of());
                    groups.merge(
                            leader,
                            GroupCount.of(leader).with(duplicate, point.textAt()),
                            (known, _) -> known.with(duplicate, point.textAt()));
                }
            });
        }
        List<GroupCount> counted = led(store, List.copyOf(groups.values()));
        long strays = counted.stream()
                .filter(group -> !group.leads())
                .mapToLong(GroupCount::duplicates)
                .sum();
        List<GroupCount> largest =
                counted.stream().sorted(LARGEST_FIRST).limit(most).toList();
        return new GroupReport(counts[1], counts[2], groups.size(), strays, texts(store, largest));
    }

    /** Piece by piece: leaders come with their texts, which are not kept. */
    private static List<GroupCount> led(VectorStore store, List<GroupCount> groups) {
        List<GroupCount> led = new ArrayList<>();
        for (int start = 0; start < groups.size(); start += PIECE) {
            List<GroupCount> piece = groups.subList(start, Math.min(groups.size(), start + PIECE));
            List<Optional<StoredPoint>> leaders = leaders(store, piece);
            for (int i = 0; i < piece.size(); i++) {
                boolean leads = leaders.get(i)
                        .filter(point -> point.duplicate() == null)
                        .isPresent();
                led.add(leads ? piece.get(i).led() : piece.get(i));
            }
        }
        return led;
    }

    private static List<GroupCount> texts(VectorStore store, List<GroupCount> groups) {
        List<Optional<StoredPoint>> leaders = leaders(store, groups);
        List<GroupCount> texts = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            GroupCount group = groups.get(i);
            texts.add(
                    group.leads()
                            ? group.withText(
                                    leaders.get(i).map(StoredPoint::text).orElse(null))
                            : group);
        }
        return texts;
    }

    private static List<Optional<StoredPoint>> leaders(VectorStore store, List<GroupCount> groups) {
        return store.get(groups.stream().map(GroupCount::leader).toList());
    }
}
