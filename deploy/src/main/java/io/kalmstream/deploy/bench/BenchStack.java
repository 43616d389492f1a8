package io.kalmstream.deploy.bench;

import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.local.FreePort;
import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.deploy.quickstart.Closer;
import io.kalmstream.deploy.quickstart.DataFolder;
import io.kalmstream.deploy.quickstart.LogFile;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerPorts;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.batch.BatchListener;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.sinks.qdrant.QdrantStore;
import io.kalmstream.topology.event.mapping.Input;
import io.kalmstream.topology.window.PipelineListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;

/**
 * What is measured, all in this process: a broker, a store and a worker, as a user would run them. Their data is in a temporary folder
 * that goes when they are closed.
 *
 * <p>Threads: one.
 */
final class BenchStack implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String COLLECTION = "kalmstream-bench";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Closer closer;
    private final LocalBroker broker;
    private final Map<String, String> registry;
    private final Worker worker;

    private BenchStack(Closer closer, LocalBroker broker, Map<String, String> registry, Worker worker) {
        this.closer = closer;
        this.broker = broker;
        this.registry = registry;
        this.worker = worker;
    }

    /** @param encoder closed with the stack, or when it cannot start */
    static BenchStack start(
            PipelineBenchSettings settings, TextEncoder encoder, PipelineListener events, BatchListener batches)
            throws InterruptedException {
        Closer closer = new Closer();
        boolean owned = false;
        try {
            DataFolder data = closer.add(DataFolder.open(null));
            closer.add(LogFile.open(data.path().resolve("bench.log")));
            LocalBroker broker = closer.add(LocalBroker.start(data.path().resolve("kafka"), 0));
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
                BenchTopics.create(admin, settings.partitions());
            }
            Map<String, String> registry = Map.of(SerdeConfig.URL, "mock://" + UUID.randomUUID());
            QdrantSettings qdrant = qdrant(settings.store(), data.path(), closer);
            WorkerSettings worker = new WorkerSettings(
                    COLLECTION,
                    broker.bootstrap(),
                    registry,
                    qdrant,
                    COLLECTION,
                    BenchTopics.ALL,
                    new Input.TextEvents(),
                    WorkerSettings.DEFAULT_DUPLICATES,
                    data.path().resolve("worker"),
                    settings.threads(),
                    Map.of("num.standby.replicas", "0"));
            owned = true;
            Worker started = closer.add(Worker.start(
                    worker, new WorkerPorts(encoder, store(settings.store(), encoder, qdrant), events, batches)));
            started.awaitRunning(START_LIMIT);
            return new BenchStack(closer, broker, registry, started);
        } catch (RuntimeException | InterruptedException e) {
            if (!owned) {
                encoder.close();
            }
            closer.close();
            throw e;
        }
    }

    private static QdrantSettings qdrant(BenchStore store, Path data, Closer closer) {
        return switch (store) {
            // Nobody will call there.
            case BenchStore.Null _ -> QdrantSettings.of("http://" + LOOPBACK, null);
            case BenchStore.Server(QdrantSettings server) -> server;
            case BenchStore.Embedded _ ->
                QdrantSettings.of(
                        "http://" + LOOPBACK + ":"
                                + closer.add(embedded(data.resolve("qdrant"))).port(),
                        null);
        };
    }

    private static EmbeddedQdrant embedded(Path data) {
        try {
            return EmbeddedQdrant.start(new EmbeddedQdrantSettings(data, LOOPBACK, FreePort.orElseAny(0)));
        } catch (IOException e) {
            throw new UncheckedIOException("The benchmark's Qdrant did not start", e);
        }
    }

    private static VectorStore store(BenchStore store, TextEncoder encoder, QdrantSettings qdrant) {
        return switch (store) {
            case BenchStore.Null _ -> new NullStore();
            case BenchStore.Embedded _, BenchStore.Server _ ->
                new QdrantStore(
                        new CollectionSpec(
                                COLLECTION,
                                encoder.model().dimensions(),
                                encoder.model().stamp()),
                        qdrant);
        };
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    /** Settings of a client of the registry. */
    Map<String, String> registry() {
        return registry;
    }

    Worker worker() {
        return worker;
    }

    @Override
    public void close() {
        closer.close();
    }
}
