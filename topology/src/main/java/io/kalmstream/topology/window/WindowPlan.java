package io.kalmstream.topology.window;

import java.util.List;

/**
 * What a closed window comes down to.
 *
 * @param works in order, at most one a document
 * @param texts to be encoded, each once however many documents have it
 * @param unchanged rows that change nothing
 */
record WindowPlan(List<Work> works, List<String> texts, List<Row> unchanged) {
    WindowPlan {
        works = List.copyOf(works);
        texts = List.copyOf(texts);
        unchanged = List.copyOf(unchanged);
    }
}
