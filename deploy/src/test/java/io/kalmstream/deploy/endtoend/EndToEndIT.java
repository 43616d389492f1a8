package io.kalmstream.deploy.endtoend;

import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** With a broker in this process, and embedded Qdrant or the server of -Dqdrant.url=http://host:6334. */
final class EndToEndIT extends EndToEndContract {
    @TempDir
    private static Path data;

    private static LocalBroker broker;
    private static EmbeddedQdrant embedded;

    @BeforeAll
    static void start() throws Exception {
        broker = LocalBroker.start(data.resolve("broker"), 0);
        embedded = EmbeddedQdrant.start(new EmbeddedQdrantSettings(data.resolve("qdrant"), "127.0.0.1", 0));
    }

    @AfterAll
    static void stop() throws IOException {
        embedded.close();
        broker.close();
    }

    @Override
    String bootstrap() {
        return broker.bootstrap();
    }

    @Override
    String qdrant() {
        String real = System.getProperty("qdrant.url", "");
        return real.isEmpty() ? "http://127.0.0.1:" + embedded.port() : real;
    }
}
