package io.kalmstream.deploy.fault.network;

import io.kalmstream.deploy.fault.TcpFault;
import io.kalmstream.deploy.local.FreePort;
import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.deploy.local.ProxiedListener;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import java.io.IOException;
import java.nio.file.Path;

/** A broker and a vector store in this process, each with a line before it that fails as it is told. */
final class NetworkStack implements AutoCloseable {
    private final Path data;
    private final EmbeddedQdrant qdrant;
    private final TcpFault toKafka;
    private final TcpFault toQdrant;
    private final ProxiedListener proxied;
    private LocalBroker broker;

    private NetworkStack(Path data, EmbeddedQdrant qdrant) {
        this.data = data;
        this.qdrant = qdrant;
        int listening = FreePort.orElseAny(0);
        toKafka = TcpFault.start(listening);
        toQdrant = TcpFault.start(qdrant.port());
        proxied = new ProxiedListener(listening, toKafka.port());
        broker = LocalBroker.start(data.resolve("broker"), 0, proxied);
    }

    static NetworkStack start(Path data) throws IOException {
        return new NetworkStack(
                data, EmbeddedQdrant.start(new EmbeddedQdrantSettings(data.resolve("qdrant"), "127.0.0.1", 0)));
    }

    Scene scene(String name, int partitions) throws Exception {
        return Scene.create(this, name, partitions);
    }

    Path data() {
        return data;
    }

    /** Past every fault. */
    String direct() {
        return broker.bootstrap();
    }

    String throughTheLine() {
        return "127.0.0.1:" + toKafka.port();
    }

    TcpFault toKafka() {
        return toKafka;
    }

    TcpFault toQdrant() {
        return toQdrant;
    }

    int qdrantPort() {
        return qdrant.port();
    }

    /** Stops the broker cleanly, and starts it again on its ports and its data. */
    void bounce() {
        int port = broker.port();
        broker.close();
        broker = LocalBroker.start(data.resolve("broker"), port, proxied);
    }

    void heal() {
        toKafka.heal();
        toQdrant.heal();
    }

    @Override
    public void close() throws IOException {
        // The broker in any case: one that goes on ends the JVM as soon as its folder is deleted.
        try (LocalBroker _ = broker;
                qdrant;
                toKafka) {
            toQdrant.close();
        }
    }
}
