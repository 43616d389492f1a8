package io.kalmstream.encoder.batch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How large a device batch may be, among how many rows it may be chosen, and how long the device may take for it.
 *
 * @param maxTokens tokens of a padded batch, {@code longest x rows}; a single text longer than that goes alone
 * @param maxRows texts of a batch
 * @param lookAheadRows tokenized rows kept ready to choose texts of like length from: more means less padding and a longer wait
 * @param deadline of one call of the device, a batch or a part of one; a call that takes longer hangs and is given up for good
 */
public record BatchBudget(int maxTokens, int maxRows, int lookAheadRows, Duration deadline) {
    /** A large model on a slow machine takes minutes for a batch. Who is waited for sets a shorter one. */
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    /**
     * For models that run on processor cores: alone, MiniLM is as fast with 256 tokens a batch as with 8192, which answer later and take
     * more memory; beside other work, the fewer batches the less its threads wait for the one that was held up. With this look-ahead
     * 7 % of the tokens of ordinary text are padding.
     */
    public static final BatchBudget CPU = new BatchBudget(1536, 64, 256);

    public BatchBudget(int maxTokens, int maxRows, int lookAheadRows) {
        this(maxTokens, maxRows, lookAheadRows, DEADLINE);
    }

    public BatchBudget {
        requireNonNull(deadline, "deadline is null");
        requirePositive(maxTokens, "maxTokens");
        requirePositive(maxRows, "maxRows");
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("deadline must be positive: " + deadline);
        }
        if (lookAheadRows < maxRows) {
            throw new IllegalArgumentException("lookAheadRows is " + lookAheadRows + ", less than maxRows, which is "
                    + maxRows + ": a batch could never be full");
        }
    }

    public BatchBudget withDeadline(Duration other) {
        return new BatchBudget(maxTokens, maxRows, lookAheadRows, other);
    }

    /** Whether so many rows, padded to the longest, are a batch. A single row always is: it cannot be made smaller. */
    boolean holds(int rows, int longest) {
        return rows == 1 || (rows <= maxRows && (long) rows * longest <= maxTokens);
    }

    private static void requirePositive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}
