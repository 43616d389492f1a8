package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.Side;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One window of a caller on its way.
 *
 * <p>Threads: any thread may answer a row; each row is answered once.
 */
final class Submission {
    final Object source;
    final Side side;
    /** Served before all that are not. */
    final boolean urgent;

    final CompletableFuture<List<EncodeOutcome>> future = new CompletableFuture<>();
    private final List<String> texts;
    private final EncodeOutcome[] outcomes;
    private final AtomicInteger unanswered;

    Submission(Object source, Side side, List<String> texts, boolean urgent) {
        this.source = source;
        this.side = side;
        this.urgent = urgent;
        this.texts = List.copyOf(texts);
        this.outcomes = new EncodeOutcome[this.texts.size()];
        this.unanswered = new AtomicInteger(outcomes.length);
    }

    int rows() {
        return outcomes.length;
    }

    String text(int row) {
        return texts.get(row);
    }

    /** Whether nobody waits for the rows any more: failed, cancelled or complete. */
    boolean over() {
        return future.isDone();
    }

    /** @return whether this was the last row: then the caller is to be given {@link #outcomes} */
    boolean answer(int row, EncodeOutcome outcome) {
        outcomes[row] = outcome;
        return unanswered.decrementAndGet() == 0;
    }

    List<EncodeOutcome> outcomes() {
        return Arrays.asList(outcomes);
    }
}
