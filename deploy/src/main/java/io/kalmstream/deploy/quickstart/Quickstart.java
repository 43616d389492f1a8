package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.Home;
import io.kalmstream.deploy.ProgramVersion;
import io.kalmstream.deploy.config.HttpSettings;
import io.kalmstream.deploy.http.HttpApi;
import io.kalmstream.deploy.local.LocalStack;
import io.kalmstream.deploy.metrics.WorkerMetrics;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerException;
import io.kalmstream.deploy.worker.WorkerPorts;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.sinks.qdrant.CollectionSettings;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.topology.event.mapping.Input;
import io.kalmstream.topology.profile.RecommendationRules;
import io.kalmstream.topology.profile.Recommending;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * The stack and one worker, running.
 *
 * <p>Threads: one.
 */
public final class Quickstart implements AutoCloseable {
    private static final String COLLECTION = "kalmstream";
    /** The worker's consumer group. */
    static final String APPLICATION = "kalmstream-quickstart";

    private static final Duration WORKER_LIMIT = Duration.ofSeconds(60);
    private static final int STREAM_THREADS = 2;
    private static final int MAX_BODY_BYTES = 4 << 20;
    private static final int MAX_EMBEDDING_CALLS = 8;
    /** A worker that was killed is given up after this: the next quickstart on the same data need not wait long for it. */
    private static final Map<String, String> ALONE = Map.of(
            "consumer.session.timeout.ms",
            "6000",
            "consumer.heartbeat.interval.ms",
            "2000",
            // There is no other worker to keep a copy of the state.
            "num.standby.replicas",
            "0");

    private final Closer closer;
    private final Addresses addresses;
    private final Worker worker;
    private final Feeding feeding;

    private Quickstart(Closer closer, Addresses addresses, Worker worker, Feeding feeding) {
        this.closer = closer;
        this.addresses = addresses;
        this.worker = worker;
        this.feeding = feeding;
    }

    /** Sentences about ports that are taken; empty when it can start. */
    public static List<String> takenPorts(QuickstartSettings settings) {
        return PortCheck.problems(List.of(
                new PortCheck.Need("Kafka", settings.ports().kafka(), "--kafka-port"),
                new PortCheck.Need("the schema registry", settings.ports().registry(), "--registry-port"),
                new PortCheck.Need("Qdrant", settings.ports().qdrant(), "--qdrant-port"),
                new PortCheck.Need("HTTP", settings.httpPort(), "--http-port")));
    }

    /**
     * Returns when everything runs and nothing is fed yet.
     *
     * @throws io.kalmstream.deploy.local.LocalStackException a part did not start
     * @throws WorkerException the worker did not start
     * @throws io.kalmstream.encoder.EncoderException the model cannot be loaded
     * @throws org.apache.kafka.common.config.ConfigException the data folder cannot be used
     */
    public static Quickstart start(QuickstartSettings settings, Home home) throws InterruptedException {
        requireNonNull(settings, "settings is null");
        Closer closer = new Closer();
        // Loading the model takes about as long as starting the stack, and needs nothing of it.
        CompletableFuture<TextEncoder> encoder = CompletableFuture.supplyAsync(settings.model()::open);
        try {
            DataFolder data = closer.add(DataFolder.open(settings.data()));
            Path log = data.path().resolve("kalmstream.log");
            closer.add(LogFile.open(log));
            if (data.temporary()) {
                // That the state is in a temporary folder.
                LogFile.errorsOnly("org.apache.kafka.streams.processor.internals.StateDirectory");
            }
            LocalStack stack = closer.add(LocalStack.start(home, data.path(), settings.ports()));
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", stack.broker().bootstrap()))) {
                LocalTopics.create(admin);
            }
            Outcomes outcomes = new Outcomes();
            WorkerMetrics metrics = closer.add(new WorkerMetrics(ProgramVersion.number()));
            HttpApi http = closer.add(HttpApi.start(http(settings.httpPort()), metrics));
            WorkerSettings own = workerSettings(stack, data.path());
            WorkerPorts ports = WorkerPorts.ofQdrant(own, loaded(encoder), outcomes);
            Worker worker = closer.add(Worker.start(own, metrics.measured(ports, "onnxruntime", "cpu")));
            metrics.watch(worker);
            http.serve(worker);
            worker.awaitRunning(WORKER_LIMIT);
            Addresses addresses = new Addresses(
                    stack.broker().bootstrap(),
                    stack.registry().url(),
                    stack.qdrantUrl(),
                    http.url(),
                    LocalTopics.ALL,
                    LocalTopics.INTERACTIONS,
                    LocalTopics.RECOMMENDATIONS,
                    COLLECTION,
                    data.path(),
                    data.temporary(),
                    log);
            return new Quickstart(closer, addresses, worker, new Feeding(settings, home, addresses, worker, outcomes));
        } catch (RuntimeException | InterruptedException e) {
            closer.close();
            CompletableFuture<Void> _ = encoder.thenAccept(TextEncoder::close);
            throw e;
        }
    }

    private static HttpSettings http(int port) {
        return new HttpSettings("127.0.0.1", port, null, MAX_BODY_BYTES, MAX_EMBEDDING_CALLS);
    }

    /** What was loaded; what went wrong as it was thrown, and not as another thread's. */
    static <T> T loaded(CompletableFuture<T> loading) {
        try {
            return loading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static WorkerSettings workerSettings(LocalStack stack, Path data) {
        return new WorkerSettings(
                APPLICATION,
                stack.broker().bootstrap(),
                Map.of(SerdeConfig.URL, stack.registry().url()),
                QdrantSettings.of(stack.qdrantUrl(), null),
                COLLECTION,
                CollectionSettings.DEFAULT,
                LocalTopics.ALL,
                new Input.TextEvents(),
                WorkerSettings.DEFAULT_DUPLICATES,
                data.resolve("worker"),
                STREAM_THREADS,
                WorkerSettings.DEFAULT_ENCODE_DEADLINE,
                true,
                ALONE,
                new Recommending(LocalTopics.INTERACTIONS, LocalTopics.RECOMMENDATIONS, RecommendationRules.DEFAULTS));
    }

    public Addresses addresses() {
        return addresses;
    }

    /** Feeds the samples or the input, waits until every event has an outcome, and checks all of them. */
    public QuickstartResult feed(Progress progress) throws InterruptedException {
        return feeding.run(progress);
    }

    /** Lets the samples' users do what they do, and checks what they are told. With an input there are none. */
    public AudienceResult recommend(Progress progress) throws InterruptedException {
        return feeding.recommend(progress);
    }

    /** Answers a few searches worth looking at. */
    public List<ExampleAnswer> examples() throws InterruptedException {
        return feeding.examples();
    }

    /** Waits until the worker has ended by itself, which it should not, and says why. */
    public WorkerException awaitEnd() throws InterruptedException {
        return worker.awaitEnd();
    }

    /** Stops everything, the worker first; a temporary data folder goes. */
    @Override
    public void close() {
        closer.close();
    }
}
