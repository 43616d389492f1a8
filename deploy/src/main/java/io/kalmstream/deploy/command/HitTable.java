package io.kalmstream.deploy.command;

import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Neighbour;
import java.util.List;
import java.util.Locale;

/** Hits of a search, for people. */
final class HitTable {
    private HitTable() {}

    static List<String> lines(List<Neighbour> hits, int width) {
        if (hits.isEmpty()) {
            return List.of("nothing found");
        }
        Table table = new Table(List.of(
                Column.number("score"),
                Column.text("id"),
                Column.text("tenant"),
                Column.flexible("text"),
                Column.text("duplicate of")));
        for (Neighbour hit : hits) {
            Duplicate duplicate = hit.point().duplicate();
            String text = hit.point().text();
            table.add(
                    String.format(Locale.ROOT, "%.3f", hit.score()),
                    hit.point().key().id(),
                    hit.point().key().tenant(),
                    text == null ? "" : text,
                    duplicate == null ? "" : duplicate.of());
        }
        return table.lines(width);
    }
}
