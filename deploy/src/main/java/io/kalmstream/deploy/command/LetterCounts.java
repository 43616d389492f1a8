package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.deploy.dlq.DeadLetter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many letters there are for which reason. Threads: one. */
final class LetterCounts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Count> counts = new TreeMap<>();

    private record Count(String code, String stage, long letters, Instant first, Instant last) {
        private Count with(Instant at) {
            return new Count(code, stage, letters + 1, at.isBefore(first) ? at : first, at.isAfter(last) ? at : last);
        }
    }

    void add(DeadLetter letter) {
        Count none = new Count(letter.code(), letter.stage(), 0, letter.at(), letter.at());
        counts.put(letter.code(), counts.getOrDefault(letter.code(), none).with(letter.at()));
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    private List<Count> mostFirst() {
        return counts.values().stream()
                .sorted(Comparator.comparingLong(Count::letters).reversed())
                .toList();
    }

    List<String> lines(int width) {
        Table table = new Table(List.of(
                Column.number("letters"),
                Column.text("code"),
                Column.text("stage"),
                Column.text("first"),
                Column.text("last")));
        mostFirst()
                .forEach(count -> table.add(
                        Long.toString(count.letters),
                        count.code,
                        count.stage,
                        seconds(count.first),
                        seconds(count.last)));
        return table.lines(width);
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** One array on one line. */
    String json() {
        ArrayNode array = JSON.createArrayNode();
        mostFirst()
                .forEach(count -> array.addObject()
                        .put("code", count.code)
                        .put("stage", count.stage)
                        .put("letters", count.letters)
                        .put("first", count.first.toString())
                        .put("last", count.last.toString()));
        return array.toString();
    }
}
