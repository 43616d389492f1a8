package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.TextEncoder;
import java.time.Duration;

/** The layers between a batch and an encoder, for tests of them. */
final class Fitting {
    private Fitting() {}

    static FitToMemory to(TextEncoder encoder, BatchBudget budget) {
        return to(encoder, new TokenCap(budget));
    }

    static FitToMemory to(TextEncoder encoder, TokenCap cap) {
        CallWatch watch = new CallWatch(Duration.ofMinutes(1), () -> 0);
        return new FitToMemory(new MeasuredEncoder(encoder, BatchListener.NONE, () -> 0, watch), cap);
    }
}
