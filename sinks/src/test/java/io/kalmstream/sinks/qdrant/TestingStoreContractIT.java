package io.kalmstream.sinks.qdrant;

import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.VectorStoreContract;
import io.kalmstream.sinks.testing.TestingStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Without a script, the testing store is the Qdrant behind it; and no history of it is unsound. */
final class TestingStoreContractIT extends VectorStoreContract {
    private static TestingStore server;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        server = FaultyQdrant.start(data);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @AfterEach
    void historyIsSound() {
        server.history().requireSound();
    }

    @Override
    protected VectorStore open(CollectionSpec spec) {
        return new QdrantStore(spec, QdrantSettings.of(server.url(), null));
    }

    @Override
    public void drop(String collection) {
        FaultyQdrant.drop(server, collection);
    }
}
