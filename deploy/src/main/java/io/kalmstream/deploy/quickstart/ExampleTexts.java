package io.kalmstream.deploy.quickstart;

import io.kalmstream.sinks.StoredPoint;
import java.util.List;

/** Searches for what somebody's own data says: the beginnings of a few texts that are in the store at the end. */
final class ExampleTexts {
    private static final int QUERY_CHARS = 120;

    private ExampleTexts() {}

    static List<ExampleQuery> of(List<StoredPoint> points, int count) {
        Picks<ExampleQuery> queries = new Picks<>();
        for (StoredPoint point : points) {
            if (point.text() != null) {
                queries.offer(
                        new ExampleQuery(beginning(point.text()), point.key().tenant()));
            }
        }
        return queries.take(count);
    }

    private static String beginning(String text) {
        if (text.length() <= QUERY_CHARS) {
            return text;
        }
        int space = text.lastIndexOf(' ', QUERY_CHARS);
        // Without a space: not in the middle of a character of two.
        return text.substring(0, space > 0 ? space : text.offsetByCodePoints(0, QUERY_CHARS / 2));
    }
}
