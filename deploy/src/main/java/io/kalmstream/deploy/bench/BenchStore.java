package io.kalmstream.deploy.bench;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.qdrant.QdrantSettings;

/** Where a benchmark's vectors go. */
public sealed interface BenchStore {
    String name();

    /** Nowhere. */
    record Null() implements BenchStore {
        @Override
        public String name() {
            return "null";
        }
    }

    /** Into an embedded Qdrant of this process. */
    record Embedded() implements BenchStore {
        @Override
        public String name() {
            return "embedded";
        }
    }

    /** Into a collection of a running Qdrant, which stays there. */
    record Server(QdrantSettings qdrant) implements BenchStore {
        public Server {
            requireNonNull(qdrant, "qdrant is null");
        }

        @Override
        public String name() {
            return qdrant.url();
        }
    }
}
