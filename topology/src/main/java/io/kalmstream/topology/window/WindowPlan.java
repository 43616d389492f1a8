package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
import java.util.List;
import java.util.Map;

/**
 * What a closed window comes down to.
 *
 * @param works in order, at most one a document
 * @param texts to be encoded, each once however many documents have it
 * @param replaced what counts if the work on a document fails
 * @param overtaken rows that decide nothing, and end with the window
 * @param unchanged rows that change nothing
 * @param deletedAgain documents without an event, see {@link Tombstones}
 */
record WindowPlan(
        List<Work> works,
        List<String> texts,
        Map<DocumentKey, Replaced> replaced,
        List<Row> overtaken,
        List<Row> unchanged,
        List<DocumentKey> deletedAgain) {
    WindowPlan {
        works = List.copyOf(works);
        texts = List.copyOf(texts);
        replaced = Map.copyOf(replaced);
        overtaken = List.copyOf(overtaken);
        unchanged = List.copyOf(unchanged);
        deletedAgain = List.copyOf(deletedAgain);
    }

    static WindowPlan deleteAgain(List<DocumentKey> keys) {
        return new WindowPlan(List.of(), List.of(), Map.of(), List.of(), List.of(), keys);
    }

    Replaced before(DocumentKey key) {
        return replaced.getOrDefault(key, Replaced.NOTHING);
    }
}
