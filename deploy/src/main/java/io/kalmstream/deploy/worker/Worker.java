package io.kalmstream.deploy.worker;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.topology.PipelineSettings;
import io.kalmstream.topology.window.PipelineListener;
import io.kalmstream.topology.window.StoreBreaker.Awaited;
import io.kalmstream.topology.window.TaskStores;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running worker.
 *
 * <p>Threads: start and close from one thread; the rest from any.
 */
public final class Worker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    /** With what follows it must fit into the 30 s that Kubernetes gives. */
    private static final int STOP_SECONDS = 20;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(STOP_SECONDS);
    private static final Duration STILL_STARTING = Duration.ofMinutes(1);
    private static final int REPLACEMENTS_PER_THREAD = 10;
    private static final Duration REPLACEMENTS_WITHIN = Duration.ofMinutes(10);

    private final WorkerParts parts;
    private final PipelineSettings pipeline;
    private final KafkaStreams streams;
    private final GroupMembershipOperation atClose;
    private final KafkaSilence silence;
    private final TopicWatch topics;
    private final KafkaWords words;
    private final StateWatch states = new StateWatch();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final FailurePolicy failures;

    private Worker(
            WorkerSettings settings,
            Map<String, Integer> partitions,
            WorkerParts parts,
            PipelineSettings pipeline,
            KafkaStreams streams,
            GroupMembershipOperation atClose,
            KafkaSilence silence,
            FailurePolicy failures) {
        this.parts = parts;
        this.pipeline = pipeline;
        this.streams = streams;
        this.atClose = atClose;
        this.silence = silence;
        this.failures = failures;
        this.words = KafkaWords.of(settings);
        this.topics = new TopicWatch(settings, partitions, states::hasRun, this::end);
        streams.setStateListener(states);
        streams.setUncaughtExceptionHandler(failures);
    }

    /** Like {@link #start(WorkerSettings, WorkerPorts)}, with Qdrant as the store. */
    public static Worker start(WorkerSettings settings, TextEncoder encoder, PipelineListener listener) {
        return start(settings, WorkerPorts.ofQdrant(settings, encoder, listener));
    }

    /**
     * Checks the collection, creating it if it is missing, and starts reading. Returns before the first event is read: see
     * {@link #awaitRunning}.
     *
     * @param ports encoder and store become the worker's, whether it starts or not
     * @throws io.kalmstream.sinks.StoreException the collection cannot be used
     */
    public static Worker start(WorkerSettings settings, WorkerPorts ports) {
        return start(settings, ports, WorkerSeams.NONE);
    }

    /** At a Qdrant, with something in between. */
    public static Worker start(
            WorkerSettings settings, TextEncoder encoder, PipelineListener listener, WorkerSeams seams) {
        return start(settings, WorkerPorts.ofQdrant(settings, encoder, listener), seams);
    }

    private static Worker start(WorkerSettings settings, WorkerPorts ports, WorkerSeams seams) {
        WorkerParts parts = WorkerParts.open(settings, ports, seams);
        try {
            Map<String, Integer> partitions = TopicCheck.require(settings);
            String collection = parts.store().ensureCollection();
            PipelineSettings pipeline = seams.limits()
                    .apply(PipelineSettings.defaults(
                            settings.topics(),
                            ports.encoder().model(),
                            settings.duplicates(),
                            LetterLimit.ask(settings),
                            StreamsSettings.session(settings)));
            Properties own = seams.checked() ? StreamsSettings.of(settings, pipeline) : StreamsSettings.of(settings);
            CountingClients clients = new CountingClients(parts.breaker()::holds);
            KafkaStreams streams = new KafkaStreams(
                    WorkerTopology.build(
                            settings,
                            pipeline,
                            parts,
                            parts.forTopology(settings, collection, ports.events(), clients)),
                    own,
                    seams.clients().apply(clients));
            DamagedState damage = new DamagedState(settings.stateFolder());
            damage.repair(streams);
            ReplacementBudget budget = new ReplacementBudget(
                    REPLACEMENTS_PER_THREAD * settings.threads(), REPLACEMENTS_WITHIN, System::nanoTime);
            Worker worker = new Worker(
                    settings,
                    partitions,
                    parts,
                    pipeline,
                    streams,
                    atClose(settings, own),
                    silence(settings, streams, clients),
                    new FailurePolicy(budget, damage));
            if (StreamsSettings.isStreamsProtocol(own)) {
                parts.breaker().listen(new PauseWhileDown(streams));
            }
            worker.begin(damage);
            return worker;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static KafkaSilence silence(WorkerSettings settings, KafkaStreams streams, CountingClients clients) {
        return new KafkaSilence(
                new ReceivedBytes(streams),
                clients::commitUnderWay,
                System::nanoTime,
                StreamsSettings.longestSilence(settings));
    }

    private void begin(DamagedState damage) {
        try {
            streams.start();
        } catch (RuntimeException e) {
            if (!streams.close(STOP_LIMIT)) {
                log.warn("Kafka Streams did not start, nor stop within {} s", STOP_LIMIT.toSeconds());
            }
            if (damage.note(e)) {
                throw new WorkerException(
                        FailureKind.of(e),
                        "The state in %s is damaged; the next start restores it from Kafka: %s"
                                .formatted(damage.stateFolder(), RootCause.inWords(e)),
                        e);
            }
            throw e;
        }
        silence.watch();
        topics.start();
    }

    private void end(RuntimeException reason) {
        failures.end(reason);
        boolean _ = streams.close(Duration.ZERO);
    }

    /** Who has no name to come back under keeps nobody waiting. */
    private static GroupMembershipOperation atClose(WorkerSettings settings, Properties streams) {
        return settings.leaveGroup() || !StreamsSettings.isStatic(streams)
                ? GroupMembershipOperation.LEAVE_GROUP
                : GroupMembershipOperation.REMAIN_IN_GROUP;
    }

    /**
     * Waits until every task of this worker runs, however long its state takes to restore.
     *
     * @throws WorkerException it ended instead
     */
    public void awaitRunning() throws InterruptedException {
        while (!states.awaitRunning(STILL_STARTING)) {
            log.info("The worker is {}: still waiting for its partitions, or restoring its state", streams.state());
        }
        requireAlive();
    }

    /**
     * Waits until every task of this worker runs.
     *
     * @throws WorkerException it ended instead, or did not get there in time
     */
    public void awaitRunning(Duration limit) throws InterruptedException {
        if (!states.awaitRunning(limit)) {
            throw ended("The worker is " + streams.state() + " and not running after " + limit.toSeconds() + " s");
        }
        requireAlive();
    }

    /** @throws WorkerException it has ended by itself */
    public void requireAlive() {
        if (states.ended()) {
            throw ended("The worker has ended");
        }
    }

    /** Waits until it has ended by itself, and says why. */
    public WorkerException awaitEnd() throws InterruptedException {
        states.awaitEnd();
        return ended("The worker has ended");
    }

    private WorkerException ended(String what) {
        Optional<Throwable> cause = failures.fatal();
        return new WorkerException(
                cause.map(FailureKind::of).orElse(FailureKind.TRANSIENT),
                what + cause.map(e -> ": " + words.of(FailureKind.decisive(e))).orElse(""),
                cause.orElse(null));
    }

    /** Whether it does its work just now, and why not. */
    public Readiness readiness() {
        return condition().readiness();
    }

    /** Never waits, whatever the stream threads do. */
    public Condition condition() {
        return new Condition(
                streams.state(),
                stopping.get(),
                states.hasRun(),
                lost(),
                silence.reason().or(() -> parts.breaker().openBecause().map(why -> "events wait: " + why)));
    }

    private Optional<String> lost() {
        if (parts.batcher().hangs()) {
            return Optional.of("the device hangs");
        }
        return failures.fatal()
                .filter(failure -> FailureKind.of(failure) == FailureKind.DEVICE)
                .map(_ -> "the device or the disk does not work any more");
    }

    /** Events that were read and have not settled; empty while the tasks are on their way to this worker or restored. */
    public OptionalLong pending() {
        try {
            return OptionalLong.of(streams.store(StoreQueryParameters.fromNameAndType(
                            TaskStores.PENDING, QueryableStoreTypes.<Bytes, byte[]>keyValueStore()))
                    .approximateNumEntries());
        } catch (InvalidStateStoreException e) {
            log.debug("the pending store cannot be asked now", e);
            return OptionalLong.empty();
        }
    }

    /** The collection it writes to. */
    public VectorStore store() {
        return parts.store();
    }

    /** Longest text it takes; longer ones are dead letters. */
    public int maxTextChars() {
        return pipeline.maxTextChars();
    }

    /** The longest an event waits for others to be encoded with. */
    public Duration longestWindow() {
        return pipeline.window().maxAge();
    }

    /** Who events wait for, if they do. */
    public Optional<Awaited> awaited() {
        return parts.breaker().awaited();
    }

    /** For who reads its metrics; it stays the worker's. */
    public KafkaStreams streams() {
        return streams;
    }

    /** The model on the device. */
    public ModelCard model() {
        return parts.encoder().model();
    }

    /** The device it encodes on; queries may share it. */
    public DeviceBatcher batcher() {
        return parts.batcher();
    }

    /**
     * Commits what is finished and stops; what is not is read again by the next worker. It is not ready from the first
     * moment.
     *
     * @throws WorkerException it has not stopped in order: Kafka Streams took too long, or a call of the device does not return
     */
    @Override
    public void close() {
        stopping.set(true);
        log.info("The worker stops");
        silence.close();
        topics.close();
        boolean inOrder = streams.close(CloseOptions.timeout(STOP_LIMIT).withGroupMembershipOperation(atClose));
        parts.close();
        if (parts.batcher().hangs()) {
            throw new WorkerException(
                    FailureKind.RESTART,
                    "The device hangs: the worker has stopped, but for a call that does not return; the next worker"
                            + " encodes again what it was given",
                    null);
        }
        if (!inOrder) {
            throw new WorkerException(
                    FailureKind.TRANSIENT,
                    "Kafka Streams did not stop within %d s: what was not committed is read again by the next worker"
                            .formatted(STOP_SECONDS),
                    null);
        }
        log.info("The worker has stopped");
    }
}
