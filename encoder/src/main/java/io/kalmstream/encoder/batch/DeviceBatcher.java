package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.TextEncoder;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sketch of the contract; see the package's picture. */
public final class DeviceBatcher implements AutoCloseable {
    public DeviceBatcher(TextEncoder encoder) {}

    /** @param source who asks (a topic partition): sources are served in turn */
    public CompletableFuture<List<EncodeOutcome>> submit(Object source, List<String> texts) {
        return new CompletableFuture<>();
    }

    /** Whether the device has nothing to do and nothing is waiting for it. */
    public boolean idle() {
        return true;
    }

    @Override
    public void close() {}
}
