package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.wire.PointKey;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the best hits: best score first, ties by id, so that the same question always has the same answer. */
final class BestHits {
    private final Scorer scorer;
    private final int most;
    private final Comparator<Hit> bestFirst;
    private final PriorityQueue<Hit> worstFirst;

    BestHits(Scorer scorer, int most) {
        this.scorer = scorer;
        this.most = most;
        bestFirst = ((Comparator<Hit>) (left, right) -> scorer.compare(left.score(), right.score()))
                .thenComparing(Hit::key);
        worstFirst = new PriorityQueue<>(bestFirst.reversed());
    }

    int most() {
        return most;
    }

    Scorer scorer() {
        return scorer;
    }

    void offer(int document, float score, Keys keys) throws IOException {
        Hit worst = worstFirst.size() < most ? null : worstFirst.peek();
        if (worst != null && scorer.compare(score, worst.score()) > 0) {
            return;
        }
        worstFirst.add(new Hit(document, keys.of(document), score));
        if (worstFirst.size() > most) {
            worstFirst.poll();
        }
    }

    List<Hit> bestFirst() {
        return worstFirst.stream().sorted(bestFirst).toList();
    }

    /** Reads the id of a document; asked only for documents that may be among the best. */
    @FunctionalInterface
    interface Keys {
        PointKey of(int document) throws IOException;
    }
}
