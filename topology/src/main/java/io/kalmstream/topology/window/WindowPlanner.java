package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.Decoded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides what has to be done about the events of a window, and leaves out what has been done already.
 *
 * <p>A document with an earlier event on its way is always encoded: what the documents store says about it is about to change, and
 * that earlier event may still fail, so that neither is safe to compare with. So is one that replaced an earlier event in its window,
 * or was replaced by one that failed: in an earlier life of the task, which ended before its commit, that event may have reached the
 * vector store.
 *
 * <p>Threads: the stream thread only.
 */
final class WindowPlanner {
    private final Documents documents;
    private final String model;
    private final String collection;
    private final Predicate<DocumentKey> inFlight;

    WindowPlanner(Documents documents, String model, String collection, Predicate<DocumentKey> inFlight) {
        this.documents = documents;
        this.model = model;
        this.collection = collection;
        this.inFlight = inFlight;
    }

    WindowPlan plan(OpenWindow window) {
        Draft draft = new Draft();
        window.latest().forEach((key, row) -> {
            switch (row.decoded()) {
                case Decoded.Document document -> plan(draft, row, document, known(window, key, row));
                case Decoded.Deletion _ -> draft.works.add(new Work.Remove(row, key));
            }
        });
        Map<DocumentKey, Replaced> replaced = new HashMap<>();
        draft.works.forEach(work -> {
            Replaced before = window.before(work.key());
            if (!before.equals(Replaced.NOTHING)) {
                replaced.put(work.key(), before);
            }
        });
        return new WindowPlan(
                draft.works, List.copyOf(draft.texts), replaced, window.overtaken(), draft.unchanged, List.of());
    }

    private Optional<Fingerprint> known(OpenWindow window, DocumentKey key, Row row) {
        boolean unsafe = inFlight.test(key) || window.replaced(key) || row.isAgain();
        return unsafe ? Optional.empty() : documents.get(key);
    }

    private void plan(Draft draft, Row row, Decoded.Document document, Optional<Fingerprint> stored) {
        Fingerprint fingerprint =
                Fingerprint.of(document, model, collection, row.event().origin().offset());
        if (stored.isEmpty() || !stored.get().sameVector(fingerprint)) {
            draft.works.add(new Work.Encode(row, document, fingerprint, draft.text(document.text())));
        } else if (!stored.get().sameAttributes(fingerprint)) {
            draft.works.add(new Work.Describe(row, document, fingerprint));
        } else {
            draft.unchanged.add(row);
        }
    }

    private static final class Draft {
        private final List<Work> works = new ArrayList<>();
        private final List<Row> unchanged = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        private final Map<String, Integer> places = new HashMap<>();

        int text(String text) {
            return places.computeIfAbsent(text, _ -> {
                texts.add(text);
                return texts.size() - 1;
            });
        }
    }
}
