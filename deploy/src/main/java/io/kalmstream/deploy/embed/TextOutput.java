package io.kalmstream.deploy.embed;

import io.kalmstream.encoder.batch.EncodeOutcome.Encoded;
import java.io.PrintWriter;

/** A line a vector, numbers apart by a space; {@code nan} for a line that has none. Its writer is not closed. */
public final class TextOutput implements VectorOutput {
    private final PrintWriter out;
    private final int dimensions;

    public TextOutput(PrintWriter out, int dimensions) {
        this.out = out;
        this.dimensions = dimensions;
    }

    @Override
    public void encoded(long line, Encoded vector) {
        StringBuilder text = new StringBuilder(dimensions * 12);
        for (float value : vector.vector()) {
            text.append(text.isEmpty() ? "" : " ").append(value);
        }
        out.append(text).append('\n');
    }

    @Override
    public void rejected(long line, String reason) {
        out.append("nan").append(" nan".repeat(dimensions - 1)).append('\n');
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void finish() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
