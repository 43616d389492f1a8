package io.kalmstream.deploy.fault.process;

import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import java.io.IOException;
import java.nio.file.Path;

/** A broker and a vector store in this JVM, shared by the scenes of a class. */
record Stack(Path data, LocalBroker broker, EmbeddedQdrant qdrant) implements AutoCloseable {
    static Stack start(Path data) throws IOException {
        LocalBroker broker = LocalBroker.start(data.resolve("broker"), 0);
        return new Stack(data, broker, qdrant(data));
    }

    static EmbeddedQdrant qdrant(Path data) throws IOException {
        return EmbeddedQdrant.start(new EmbeddedQdrantSettings(data.resolve("qdrant"), "127.0.0.1", 0));
    }

    Scene scene(String name, int partitions) throws Exception {
        return Scene.create(data, broker.bootstrap(), qdrant.port(), name, partitions);
    }

    @Override
    public void close() throws IOException {
        try (broker) {
            qdrant.close();
        }
    }
}
