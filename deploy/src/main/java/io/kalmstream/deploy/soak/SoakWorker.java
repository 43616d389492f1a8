package io.kalmstream.deploy.soak;

import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.worker.FailureKind;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerException;
import io.kalmstream.deploy.worker.WorkerSeams;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.sinks.qdrant.RetryBudget;
import io.kalmstream.topology.PipelineSettings;
import io.kalmstream.topology.Topics;
import io.kalmstream.topology.event.mapping.InputConfig;
import io.kalmstream.topology.window.InFlightLimits;
import io.kalmstream.topology.window.PipelineListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Main class of a worker's process: a real worker with small timings and an encoder whose vectors can be computed again. */
public final class SoakWorker {
    /** Texts with these words cannot be encoded. */
    static final String FAILS = "unencodable";

    static final String NOT_A_NUMBER = "immeasurable";

    /** Exit codes of one that ends by itself, as those of the worker command. */
    static final int TEMPORARY = 75;

    private static final int CONFIGURATION = 78;
    private static final int DEVICE = 74;
    private static final int BUG = 70;
    private static final org.slf4j.Logger log = LoggerFactory.getLogger(SoakWorker.class);
    private static final Logger JDK_LOGGER = Logger.getLogger("");

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);
    private static final Duration STORE_DEADLINE = Duration.ofSeconds(3);
    private static final RetryBudget STORE_RETRIES =
            new RetryBudget(Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofMillis(500), 3);

    /** A stop of the process can be longer than both the session and the transaction. */
    private static final Map<String, String> STREAMS = Map.of(
            "session.timeout.ms", "6000",
            "heartbeat.interval.ms", "1500",
            "producer.transaction.timeout.ms", "10000");

    /** So short a transaction leaves a task little time to wait. */
    private static final WorkerSeams SEAMS = WorkerSeams.limited(SoakWorker::impatient);

    private SoakWorker() {}

    /** @param arguments bootstrap, port of the vector store, collection, state folder, and anything where it shall be no static member */
    public static void main(String[] arguments) throws InterruptedException {
        JDK_LOGGER.setLevel(Level.SEVERE);
        AtomicInteger code = new AtomicInteger();
        AtomicBoolean told = new AtomicBoolean();
        try {
            Worker worker = Worker.start(settings(arguments), encoder(), PipelineListener.NONE, SEAMS);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(worker, told, code), "stop"));
            WorkerException end = worker.awaitEnd();
            if (!told.get()) {
                log.info("The worker has ended by itself: {}", end.getMessage());
                code.set(code(end.kind()));
            }
        } catch (RuntimeException e) {
            log.warn("The worker did not start", e);
            code.set(code(FailureKind.of(e)));
        }
        System.exit(code.get());
    }

    private static void end(Worker worker, AtomicBoolean told, AtomicInteger code) {
        told.set(true);
        try {
            worker.close();
        } catch (WorkerException e) {
            log.info("The worker has not stopped in order: {}", e.getMessage());
            code.set(code(e.kind()));
        }
        // The JVM's own exit code would be the signal's.
        Runtime.getRuntime().halt(code.get());
    }

    private static PipelineSettings impatient(PipelineSettings pipeline) {
        InFlightLimits limits = pipeline.inFlight();
        return new PipelineSettings(
                pipeline.topics(),
                pipeline.window(),
                new InFlightLimits(limits.maxRecords(), limits.maxBytes(), LONGEST_WAIT, limits.closeWait()),
                pipeline.owner(),
                pipeline.maxTextChars(),
                pipeline.duplicates(),
                pipeline.keepText(),
                pipeline.letters());
    }

    private static int code(FailureKind kind) {
        return switch (kind) {
            case TRANSIENT, RESTART -> TEMPORARY;
            case DEVICE -> DEVICE;
            case CONFIGURATION -> CONFIGURATION;
            case BUG -> BUG;
        };
    }

    static TestingEncoder encoder() {
        return new TestingEncoder(Names.DIMENSIONS).failOn(FAILS).notANumberOn(NOT_A_NUMBER);
    }

    private static WorkerSettings settings(String[] arguments) {
        Map<String, String> streams = new HashMap<>(STREAMS);
        if (arguments.length > 4) {
            streams.put("group.instance.id", "");
        }
        return new WorkerSettings(
                Names.APPLICATION,
                arguments[0],
                Map.of(SerdeConfig.URL, "mock://soak"),
                store(Integer.parseInt(arguments[1]), STORE_DEADLINE, STORE_RETRIES),
                arguments[2],
                new Topics(List.of(Names.EVENTS), Names.LETTERS, Names.DUPLICATES, Names.VECTORS),
                InputConfig.input(Map.of(
                        InputConfig.FORMAT, "json",
                        InputConfig.ID_FIELD, "id",
                        InputConfig.TENANT_FIELD, "tenant",
                        InputConfig.TEXT_TEMPLATE, "{text}",
                        InputConfig.TIMESTAMP_FIELD, "at",
                        InputConfig.PAYLOAD_FIELDS, "version:long")),
                WorkerSettings.DEFAULT_DUPLICATES,
                Path.of(arguments[3]),
                1,
                streams);
    }

    static QdrantSettings store(int port, Duration deadline, RetryBudget retries) {
        QdrantSettings defaults = QdrantSettings.of("http://127.0.0.1:" + port, null);
        return new QdrantSettings(
                defaults.host(),
                defaults.port(),
                defaults.tls(),
                defaults.apiKey(),
                deadline,
                defaults.maxPointsPerRequest(),
                defaults.maxBytesPerRequest(),
                retries);
    }
}
