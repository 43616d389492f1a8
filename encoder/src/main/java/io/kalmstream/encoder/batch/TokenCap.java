package io.kalmstream.encoder.batch;

/**
 * How many tokens, padding included, go into a batch: as many as the budget has, until the device runs out of memory. Then half of
 * what did not fit, and a little more with each batch that does.
 *
 * <p>Threads: the device thread changes it, any may ask.
 */
final class TokenCap {
    /** From nothing to the whole budget; half of it is regained in half as many batches. */
    static final int STEPS = 64;

    private final BatchBudget budget;
    private volatile int tokens;

    TokenCap(BatchBudget budget) {
        this.budget = budget;
        this.tokens = budget.maxTokens();
    }

    int tokens() {
        return tokens;
    }

    boolean isFull() {
        return tokens == budget.maxTokens();
    }

    /** As {@link BatchBudget#holds}, with what the device's memory is known to hold. */
    boolean holds(int rows, int longest) {
        return budget.holds(rows, longest) && (rows == 1 || (long) rows * longest <= tokens);
    }

    void outOfMemory(int paddedTokens) {
        tokens = Math.max(1, Math.min(tokens, paddedTokens) / 2);
    }

    /** A batch that did not come near the cap says nothing about what else would fit. */
    void encoded(int paddedTokens) {
        int now = tokens;
        if (now < budget.maxTokens() && paddedTokens >= now / 2) {
            tokens = Math.min(budget.maxTokens(), now + Math.max(1, budget.maxTokens() / STEPS));
        }
    }
}
