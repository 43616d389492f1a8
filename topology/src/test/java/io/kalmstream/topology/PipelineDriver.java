package io.kalmstream.topology;

import static io.kalmstream.topology.Wire.utf8;

import io.kalmstream.avro.DuplicateFound;
import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.duplicates.Policy;
import io.kalmstream.sinks.testing.TestingVectorStore;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.Decoder;
import io.kalmstream.topology.event.RetryWhileUnavailable;
import io.kalmstream.topology.event.TextEventDecoder;
import io.kalmstream.topology.window.InFlightLimits;
import io.kalmstream.topology.window.OwnerLimits;
import io.kalmstream.topology.window.PipelineParts;
import io.kalmstream.topology.window.StoreBreaker;
import io.kalmstream.topology.window.StoreThreads;
import io.kalmstream.topology.window.TaskStores;
import io.kalmstream.topology.window.WindowLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The whole topology on the test's thread, with a scripted encoder and vector store behind the real batcher. Windows close on 100
 * records or at an age of a second; time passes only when a test says so.
 */
final class PipelineDriver implements AutoCloseable {
    static final int DIMENSIONS = 16;
    static final Instant OCCURRED = Instant.parse("2025-06-01T12:00:00Z");
    static final Duration MAX_AGE = Duration.ofSeconds(1);

    static final OwnerLimits OWNER = new OwnerLimits(Duration.ofMinutes(1), Duration.ofMinutes(10));

    private static final Duration TICK = Duration.ofMillis(10);
    private static final long GIVE_UP_NANOS = Duration.ofSeconds(20).toNanos();
    static final Topics TOPICS =
            new Topics(List.of(Wire.INPUT, Wire.SECOND_INPUT, Wire.THIRD_INPUT), Wire.DEAD_LETTERS, Wire.DUPLICATES);

    private static final DeadLetters LETTERS = new DeadLetters(2 << 20);

    final TestingEncoder encoder = new TestingEncoder(DIMENSIONS);
    final TestingVectorStore store;
    final RecordingListener listener = new RecordingListener();
    final Wire wire = new Wire();

    private final SteppedTime time;
    private final AtomicLong commits = new AtomicLong();
    final StoreBreaker breaker;

    private final Semaphore probeTurns = new Semaphore(0);
    private final SignalledExecutor storeThreads = new SignalledExecutor();
    private final DeviceBatcher batcher = new DeviceBatcher(encoder);
    private final TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> input;

    PipelineDriver(Path state) {
        this(state, settings());
    }

    PipelineDriver(Path state, PipelineSettings settings) {
        this(state, settings, newStore());
    }

    PipelineDriver(Path state, PipelineSettings settings, TestingVectorStore store) {
        this(state, settings, store, laterThanEarlierOwners(store));
        commit();
    }

    /** Reads what comes with another decoder. */
    PipelineDriver(Path state, Decoder decoder) {
        this(state, settings(), newStore(), new SteppedTime(), _ -> decoder);
        commit();
    }

    /** A task that was just assigned and has not committed yet. */
    PipelineDriver(Path state, PipelineSettings settings, TestingVectorStore store, SteppedTime time) {
        this(state, settings, store, time, wire -> new TextEventDecoder(wire.textEvents(), atOnce()));
    }

    private PipelineDriver(
            Path state,
            PipelineSettings settings,
            TestingVectorStore store,
            SteppedTime time,
            Function<Wire, Decoder> decoder) {
        this.store = store;
        this.time = time;
        String collection = store.ensureCollection();
        breaker = new StoreBreaker(store::health, _ -> probeTurns.acquire(), StoreThreads.virtual(), time);
        PipelineParts parts = new PipelineParts(
                decoder.apply(wire),
                batcher,
                encoder.model(),
                store,
                collection,
                wire.serializer(),
                listener,
                time,
                time,
                commits::get,
                breaker,
                storeThreads);
        driver = new TopologyTestDriver(KalmTopology.build(settings, parts), config(state), SteppedTime.START);
        input = input(Wire.INPUT);
    }

    /** Waits for no registry. */
    static RetryWhileUnavailable atOnce() {
        return new RetryWhileUnavailable(Duration.ZERO, () -> 0, _ -> {});
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static TestingVectorStore newStore() {
        return new TestingVectorStore(new CollectionSpec(
                "documents", DIMENSIONS, new TestingEncoder(DIMENSIONS).model().stamp()));
    }

    static PipelineSettings settings() {
        return settings(
                new WindowLimits(100, 1 << 20, 1 << 20, MAX_AGE, false),
                new InFlightLimits(200, 2 << 20, Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    static PipelineSettings settings(DuplicateRules duplicates) {
        PipelineSettings usual = settings();
        return new PipelineSettings(
                usual.topics(),
                usual.window(),
                usual.inFlight(),
                usual.owner(),
                usual.maxTextChars(),
                duplicates,
                usual.keepText(),
                usual.letters());
    }

    static PipelineSettings settings(WindowLimits window, InFlightLimits inFlight) {
        return settings(window, inFlight, TOPICS, LETTERS);
    }

    static PipelineSettings settings(WindowLimits window, InFlightLimits inFlight, Topics topics, DeadLetters letters) {
        return new PipelineSettings(
                topics, window, inFlight, OWNER, 1000, new DuplicateRules(Policy.MARK, 0.95, 10), true, letters);
    }

    private static Properties config(Path state) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "kalm");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return config;
    }

    /** A new driver has no state: as with a state that was lost, the clock tells its owner from earlier ones. */
    private static SteppedTime laterThanEarlierOwners(TestingVectorStore store) {
        SteppedTime time = new SteppedTime();
        time.advance(Duration.ofMillis(store.writes().size()));
        return time;
    }

    /** Fails when it does not become true. */
    static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > GIVE_UP_NANOS) {
                throw new AssertionError("it did not become true");
            }
            Thread.onSpinWait();
        }
    }

    /** Waits until nothing is on its way to the store, then lets the task see what came of it. */
    void awaitStore() {
        storeThreads.awaitIdle();
        driver.advanceWallClockTime(TICK);
    }

    /** Waits until the store has something and is done with it, and does not let the task see it. */
    void awaitWritten() {
        long start = System.nanoTime();
        while (store.writes().isEmpty()) {
            if (System.nanoTime() - start > GIVE_UP_NANOS) {
                throw new AssertionError("nothing was written");
            }
            storeThreads.awaitOne();
        }
        storeThreads.awaitIdle();
    }

    /** Lets the breaker look once whether the store is up. */
    void probe() {
        probeTurns.release();
    }

    /** As far as the task can tell; the driver itself commits all the time. */
    void commit() {
        commits.incrementAndGet();
    }

    /** A new driver counts offsets from 0: another topic keeps its records apart from restored ones. */
    void useSecondInput() {
        input = input(Wire.SECOND_INPUT);
    }

    void useThirdInput() {
        input = input(Wire.THIRD_INPUT);
    }

    void send(String id, String text) {
        send("", id, text, Map.of());
    }

    void send(String tenant, String id, String text, Map<String, Object> attributes) {
        sendRaw(utf8(id), wire.event(tenant, id, text, attributes, OCCURRED), Map.of());
    }

    void delete(String id) {
        sendRaw(utf8(id), null, Map.of());
    }

    void delete(String tenant, String id) {
        sendRaw(utf8(id), null, Map.of(TextEventDecoder.TENANT_HEADER, tenant));
    }

    void sendRaw(byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
        Headers added = new Record<byte[], byte[]>(null, null, 0).headers();
        headers.forEach((name, content) -> added.add(name, utf8(content)));
        input.pipeInput(new TestRecord<>(key, value, added, time.instant()));
    }

    void sendAt(Instant timestamp, String id, byte[] value) {
        input.pipeInput(new TestRecord<>(utf8(id), value, timestamp));
    }

    void advance(Duration by) {
        time.advance(by);
        driver.advanceWallClockTime(by);
    }

    /** Lets the open window age, then waits until nothing is pending. */
    void drain() {
        advance(MAX_AGE);
        finish();
    }

    /** Lets the open window age, and those that follow when an event fails, until nothing is pending. */
    void drainAll() {
        untilNothingIsPending(() -> advance(MAX_AGE));
    }

    /** Waits until nothing is pending, without closing the open window by age. */
    void finish() {
        untilNothingIsPending(() -> driver.advanceWallClockTime(TICK));
    }

    private void untilNothingIsPending(Runnable look) {
        long start = System.nanoTime();
        while (!pending().isEmpty()) {
            if (System.nanoTime() - start > GIVE_UP_NANOS) {
                throw new AssertionError("still pending: " + pending().size() + " events");
            }
            storeThreads.awaitOne();
            look.run();
        }
    }

    /** The pending store, as its next owner would find it. */
    List<KeyValue<Bytes, byte[]>> pending() {
        return entries(TaskStores.PENDING);
    }

    List<KeyValue<Bytes, byte[]>> documents() {
        return entries(TaskStores.DOCUMENTS);
    }

    private List<KeyValue<Bytes, byte[]>> entries(String store) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        KeyValueStore<Bytes, byte[]> found = driver.getKeyValueStore(store);
        try (KeyValueIterator<Bytes, byte[]> all = found.all()) {
            all.forEachRemaining(entries::add);
        }
        return entries;
    }

    /** As Kafka does when it restores the changelogs. */
    List<KeyValue<Bytes, byte[]>> guard() {
        return entries(TaskStores.GUARD);
    }

    void restore(List<KeyValue<Bytes, byte[]>> pending, List<KeyValue<Bytes, byte[]>> documents) {
        driver.<Bytes, byte[]>getKeyValueStore(TaskStores.PENDING).putAll(pending);
        driver.<Bytes, byte[]>getKeyValueStore(TaskStores.DOCUMENTS).putAll(documents);
    }

    /** Of one of the windows' metrics, by reason. */
    Map<String, Double> metric(String name) {
        Map<String, Double> found = new TreeMap<>();
        driver.metrics().forEach((metric, value) -> {
            if (metric.group().equals("kalmstream-window") && metric.name().equals(name)) {
                found.put(metric.tags().get("reason"), (Double) value.metricValue());
            }
        });
        return found;
    }

    List<TestRecord<byte[], byte[]>> letters() {
        return read(Wire.DEAD_LETTERS);
    }

    List<TestRecord<byte[], byte[]>> embedded() {
        return read(Wire.EMBEDDED);
    }

    List<DuplicateFound> duplicates() {
        return read(Wire.DUPLICATES).stream()
                .map(found -> wire.duplicate(found.value()))
                .toList();
    }

    private List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    @Nullable
    String text(String tenant, String id) {
        return store.get(List.of(new DocumentKey(tenant, id)))
                .getFirst()
                .map(point -> point.text())
                .orElse(null);
    }

    @Nullable
    String text(String id) {
        return text("", id);
    }

    @Override
    public void close() {
        driver.close();
        // Only now: what a held device has not answered is never stored.
        encoder.release();
        batcher.close();
        encoder.close();
    }
}
