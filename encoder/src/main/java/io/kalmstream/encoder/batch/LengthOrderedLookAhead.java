package io.kalmstream.encoder.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * The tokenized rows a batch is chosen from, in order of length. A batch is a run of neighbours, so little of it is padding, and
 * the run always contains the row that came first, so none starves: a row leaves at the latest when all that came before it have.
 *
 * <p>Threads: guarded by the lock of {@link Pipeline}.
 */
final class LengthOrderedLookAhead {
    /** What a device call costs beyond its tokens, as a share of the budget: keeps small batches of equal lengths from winning. */
    private static final int CALLS_PER_BUDGET = 8;

    private final BatchBudget budget;
    private final TokenCap cap;
    private final List<Row> rows = new ArrayList<>();
    private long tokens;

    LengthOrderedLookAhead(BatchBudget budget, TokenCap cap) {
        this.budget = budget;
        this.cap = cap;
    }

    void add(Row row) {
        int from = 0;
        int to = rows.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (rows.get(middle).length() <= row.length()) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        rows.add(from, row);
        tokens += row.length();
    }

    int size() {
        return rows.size();
    }

    boolean isFull() {
        return rows.size() >= budget.lookAheadRows();
    }

    /** Whether there is enough for a batch that later rows could not make better use of. */
    boolean fillsABatch() {
        return rows.size() >= budget.maxRows() || tokens >= cap.tokens();
    }

    /** Takes the run of neighbours around the oldest row that uses the device best; empty if there are no rows. */
    List<Row> takeBatch() {
        dropOver();
        if (rows.isEmpty()) {
            return List.of();
        }
        Run best = bestRun(oldest());
        List<Row> run = rows.subList(best.from, best.to);
        List<Row> batch = List.copyOf(run);
        run.clear();
        tokens -= best.tokens;
        return batch;
    }

    private void dropOver() {
        rows.removeIf(row -> row.submission().over());
        tokens = rows.stream().mapToLong(Row::length).sum();
    }

    private int oldest() {
        int oldest = 0;
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).turn() < rows.get(oldest).turn()) {
                oldest = i;
            }
        }
        return oldest;
    }

    private Run bestRun(int oldest) {
        long[] tokensBefore = tokensBefore();
        Run best = bestRunEndingWith(oldest, oldest, tokensBefore);
        for (int last = oldest + 1; last < rows.size(); last++) {
            if (!cap.holds(last - oldest + 1, rows.get(last).length())) {
                break;
            }
            Run run = bestRunEndingWith(last, oldest, tokensBefore);
            if (run.use >= best.use) {
                best = run;
            }
        }
        return best;
    }

    /** Shorter rows are added as long as each makes better use of the device. */
    private Run bestRunEndingWith(int last, int oldest, long[] tokensBefore) {
        int longest = rows.get(last).length();
        int from = oldest;
        double use = use(tokensBefore[last + 1] - tokensBefore[from], longest, last + 1 - from);
        while (from > 0 && cap.holds(last + 2 - from, longest)) {
            double withOneMore = use(tokensBefore[last + 1] - tokensBefore[from - 1], longest, last + 2 - from);
            if (withOneMore < use) {
                break;
            }
            use = withOneMore;
            from--;
        }
        return new Run(from, last + 1, tokensBefore[last + 1] - tokensBefore[from], use);
    }

    /** The text's own tokens for each token's worth of device time. */
    private double use(long ownTokens, int longest, int count) {
        return ownTokens / ((double) longest * count + (double) budget.maxTokens() / CALLS_PER_BUDGET);
    }

    private long[] tokensBefore() {
        long[] sums = new long[rows.size() + 1];
        for (int i = 0; i < rows.size(); i++) {
            sums[i + 1] = sums[i] + rows.get(i).length();
        }
        return sums;
    }

    /** Neighbours {@code [from, to)} and what a batch of them would make of the device. */
    private record Run(int from, int to, long tokens, double use) {}
}
