package io.kalmstream.deploy.dedup;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.VectorStore;
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
        Map<DocumentKey, GroupCount> led = led(store, groups);
        long strays = led.values().stream()
                .filter(group -> !group.leads())
                .mapToLong(GroupCount::duplicates)
                .sum();
        List<GroupCount> largest =
                led.values().stream().sorted(LARGEST_FIRST).limit(most).toList();
        return new GroupReport(counts[1], counts[2], groups.size(), strays, largest);
    }

    private static Map<DocumentKey, GroupCount> led(VectorStore store, Map<DocumentKey, GroupCount> groups) {
        List<DocumentKey> leaders = List.copyOf(groups.keySet());
        List<Optional<StoredPoint>> found = store.get(leaders);
        Map<DocumentKey, GroupCount> led = new HashMap<>(groups);
        for (int i = 0; i < leaders.size(); i++) {
            found.get(i)
                    .filter(point -> point.duplicate() == null)
                    .ifPresent(point -> led.computeIfPresent(point.key(), (_, group) -> group.led(point.text())));
        }
        return led;
    }
}
