package io.kalmstream.deploy.bench;

import static java.util.Objects.requireNonNull;

/**
 * Points a second into a store.
 *
 * @param server its name and version
 * @param adapter through our adapter, fenced
 * @param bare through Qdrant's client library alone
 */
public record StoreReport(StoreBenchSettings settings, String server, Speed adapter, Speed bare) {
    public StoreReport {
        requireNonNull(settings, "settings is null");
        requireNonNull(server, "server is null");
        requireNonNull(adapter, "adapter is null");
        requireNonNull(bare, "bare is null");
    }

    /** What share of the library's speed is left. */
    public double ratio() {
        return adapter.median() / bare.median();
    }
}
