package io.kalmstream.deploy.embed;

import io.kalmstream.encoder.batch.EncodeOutcome.Encoded;
import java.io.IOException;

/**
 * Where vectors go: one call a line of the input, in its order.
 *
 * <p>Threads: one.
 */
public interface VectorOutput extends AutoCloseable {
    void encoded(long line, Encoded vector) throws IOException;

    /** A line that has no vector keeps its place. */
    void rejected(long line, String reason) throws IOException;

    /** What was written so far can be seen by whoever reads it. */
    void flush() throws IOException;

    /** All lines have come. */
    void finish() throws IOException;

    /** Without {@link #finish} before it, what is half written is taken back where that is possible. */
    @Override
    void close() throws IOException;
}
