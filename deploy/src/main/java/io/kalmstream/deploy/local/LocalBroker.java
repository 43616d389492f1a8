package io.kalmstream.deploy.local;

import static java.util.Objects.requireNonNull;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker, its controller beside it, in this process. Everything it knows is in its folder: started again there, it is
 * the same cluster with the same topics. One node keeps one copy: for development.
 *
 * <p>Threads: start and close from one thread; clients come over TCP.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalBroker.class);

    private final KafkaRaftServer server;
    private final int port;

    private LocalBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Returns once the broker serves clients.
     *
     * @param data created and formatted if it is new
     * @param port of 127.0.0.1; 0 for any free one
     * @throws LocalStackException it did not start
     */
    public static LocalBroker start(Path data, int port) {
        return start(data, port, null);
    }

    /**
     * With a second listener behind a proxy.
     *
     * @throws LocalStackException it did not start
     */
    public static LocalBroker start(Path data, int port, @Nullable ProxiedListener proxied) {
        return start(data, port, proxied, Map.of());
    }

    /**
     * With settings of Kafka's over ours.
     *
     * @throws LocalStackException it did not start
     */
    public static LocalBroker start(Path data, int port, @Nullable ProxiedListener proxied, Map<String, String> more) {
        requireNonNull(data, "data is null");
        int listening = FreePort.orElseAny(port);
        if (!FreePort.isFree(listening)) {
            throw failure(listening, data, "the port is taken", null);
        }
        try {
            Files.createDirectories(data);
            if (!Files.exists(data.resolve("meta.properties"))) {
                format(data);
            } else if (FormerBroker.wasKilled(data)) {
                FormerBroker.bury(data);
            }
            // The controller's address is not kept in the log of a static quorum, so each start may choose its port
            // anew.
            Map<String, String> settings = BrokerSettings.of(data, listening, FreePort.orElseAny(0), proxied);
            settings.putAll(more);
            KafkaConfig config = new KafkaConfig(settings);
            KafkaRaftServer server = startup(new KafkaRaftServer(config, Time.SYSTEM));
            log.info("Kafka broker listens on 127.0.0.1:{}, data in {}", listening, data);
            return new LocalBroker(server, listening);
        } catch (Exception e) {
            throw failure(listening, data, String.valueOf(e.getMessage()), e);
        }
    }

    private static KafkaRaftServer startup(KafkaRaftServer server) {
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    private static LocalStackException failure(int port, Path data, String reason, @Nullable Throwable cause) {
        return new LocalStackException(
                "The Kafka broker did not start on 127.0.0.1:" + port + " with its data in " + data + ": " + reason,
                cause);
    }

    private static void format(Path data) throws Exception {
        Formatter formatter = new Formatter();
        formatter
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setHasDynamicQuorum(false)
                .run();
    }

    public int port() {
        return port;
    }

    /** {@code host:port} for clients. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Flushes and stops; returns when nothing of it runs any more. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
