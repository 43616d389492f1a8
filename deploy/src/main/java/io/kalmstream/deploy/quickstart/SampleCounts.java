package io.kalmstream.deploy.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.StoredPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the samples must come to, as their authors planted it. */
final class SampleCounts {
    private final JsonNode expected;
    private final Problems problems = new Problems();

    private SampleCounts(JsonNode expected) {
        this.expected = expected;
    }

    /**
     * @param file {@code expected.json}
     * @param points everything in the store afterwards
     * @return where the run differs, as sentences
     */
    static List<String> differences(
            Path file, QuickstartReport report, Collection<StoredPoint> points, Collection<Letter> letters) {
        SampleCounts counts = new SampleCounts(read(file));
        counts.compare(report, points.size());
        counts.compareReasons(letters);
        counts.compareDuplicates(points);
        return counts.problems.sentences();
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("The samples' expected counts cannot be read: " + file, e);
        }
    }

    private void compare(QuickstartReport report, int points) {
        compare("events", expected("events"), report.events());
        compare("upserted", expected("upserted") + expected("payload_updated"), report.upserted());
        compare("unchanged", expected("unchanged"), report.unchanged());
        compare("superseded", expected("superseded"), report.superseded());
        compare("deleted", expected("deleted"), report.deleted());
        compare("duplicates", expected("duplicates"), report.duplicates());
        compare("dead_lettered", expected("dead_lettered"), report.deadLettered());
        compare("points_at_end", expected("points_at_end"), points);
    }

    private long expected(String name) {
        return expected.path(name).asLong();
    }

    private void compare(String name, long wanted, long found) {
        if (wanted != found) {
            problems.add("the samples have %d %s, this run %d", wanted, name, found);
        }
    }

    private void compareReasons(Collection<Letter> letters) {
        Map<String, Long> found =
                letters.stream().collect(Collectors.groupingBy(Letter::code, TreeMap::new, Collectors.counting()));
        Map<String, Long> wanted = new TreeMap<>();
        expected.path("dead_lettered_by_reason")
                .properties()
                .forEach(reason -> wanted.put(reason.getKey(), reason.getValue().asLong()));
        if (!wanted.equals(found)) {
            problems.add("the samples have dead letters for %s, this run for %s", wanted, found);
        }
    }

    private void compareDuplicates(Collection<StoredPoint> points) {
        Map<String, String> found = new TreeMap<>();
        for (StoredPoint point : points) {
            Duplicate duplicate = point.duplicate();
            if (duplicate != null) {
                found.put(point.key().id(), duplicate.kind() + " of " + duplicate.of());
            }
        }
        for (JsonNode pair : expected.path("duplicate_pairs")) {
            String id = pair.path("id").asText();
            String wanted =
                    pair.path("kind").asText() + " of " + pair.path("of").asText();
            String mark = found.remove(id);
            if (!wanted.equals(mark)) {
                problems.add("%s is %s, and marked %s", id, wanted, mark == null ? "as nothing" : mark);
            }
        }
        found.forEach((id, mark) -> problems.add("%s is marked %s, and repeats nothing", id, mark));
    }
}
