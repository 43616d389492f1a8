package io.kalmstream.topology.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.avro.Interaction;
import io.kalmstream.avro.InteractionKind;
import io.kalmstream.avro.Recommendations;
import io.kalmstream.avro.RecommendedItem;
import io.kalmstream.avro.serde.RegistryAvroDeserializer;
import io.kalmstream.avro.serde.RegistryAvroSerializer;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.avro.serde.SchemaRegistryClient;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.testing.TestingVectorStore;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.RetryWhileUnavailable;
import io.kalmstream.topology.window.StoreBreaker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interactions in, recommendations out, over a store in memory. */
final class ProfileProcessorTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Recommending SETTINGS = new Recommending(
            "interactions",
            "recommendations",
            new RecommendationRules(
                    RecommendQuery.Strategy.AVERAGE_VECTOR,
                    10,
                    0,
                    Duration.ofDays(7),
                    Duration.ofMillis(100),
                    32,
                    1_000));

    private final SchemaRegistryClient registry =
            SchemaRegistries.open(Map.of("schema.registry.url", "mock://profiles"));
    private final RegistryAvroSerializer serializer = new RegistryAvroSerializer(registry, Map.of(), false);
    private final TestingVectorStore store = new TestingVectorStore(new CollectionSpec("items", 8, "testing@1"));
    private final AtomicLong nanos = new AtomicLong();
    private final Semaphore probes = new Semaphore(0);
    private final StoreBreaker breaker = new StoreBreaker(
            store::health, _ -> probes.acquire(), probe -> Thread.ofVirtual().start(probe), () -> 0);

    @TempDir
    private Path state;

    private TopologyTestDriver driver;
    private Executor storeThreads = Runnable::run;
    private long sequence;

    @BeforeEach
    void open() {
        driver = start();
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void like_recommendsWhatIsAlike_neverWhatWasSeenOrDisliked_noDuplicates_notOfOthers() {
        put("acme", "shoe", 0, 0.0);
        put("acme", "boot", 0, 0.2);
        put("acme", "sandal", 0, 0.1);
        put("acme", "copy", 0, 0.1);
        put("globex", "theirs", 0, 0.0);
        put("acme", "kettle", 1, 0.0);
        store.apply(
                fence(),
                List.of(new Change.MarkDuplicate(
                        new DocumentKey("acme", "copy"), "hash", new Duplicate("sandal", 1, Duplicate.Kind.EXACT))));

        say("acme", "ann", "shoe", InteractionKind.LIKE);
        assertThat(only(told()).getItems()).extracting(RecommendedItem::getId).startsWith("sandal", "boot");

        pause();
        say("acme", "ann", "sandal", InteractionKind.DISLIKE);
        Recommendations last = only(told());
        assertThat(last.getItems())
                .extracting(RecommendedItem::getId)
                .contains("boot")
                .doesNotContain("shoe", "sandal", "copy", "theirs");
        assertThat(last.getBasedOn()).containsExactly("shoe");
        assertThat(last.getColdStart()).isFalse();
        assertThat(last.getTenant()).isEqualTo("acme");
    }

    @Test
    void dislikeOnly_isAColdStart() {
        put("", "shoe", 0, 0.0);

        say("", "ann", "shoe", InteractionKind.DISLIKE);

        Recommendations told = only(told());
        assertThat(told.getColdStart()).isTrue();
        assertThat(told.getItems()).isEmpty();
    }

    @Test
    void manyAtOnce_areAnsweredTogether() {
        for (int i = 0; i < 20; i++) {
            put("", "item" + i, 0, i / 50.0);
        }
        say("", "ann", "item0", InteractionKind.LIKE);
        assertThat(told()).hasSize(1);

        for (int i = 1; i < 10; i++) {
            say("", "ann", "item" + i, InteractionKind.CLICK);
        }
        assertThat(told()).as("too soon").isEmpty();
        pause();

        assertThat(only(told()).getBasedOn()).hasSize(10);
    }

    @Test
    void storeDown_isOwedUntilItIsUp() throws InterruptedException {
        put("", "shoe", 0, 0.0);
        put("", "boot", 0, 0.1);
        store.failNext(1, StoreException.Fault.WORLD);

        say("", "ann", "shoe", InteractionKind.LIKE);
        assertThat(told()).isEmpty();
        assertThat(breaker.isOpen()).as("the fault").isTrue();

        store.heal();
        probes.release();
        while (breaker.isOpen()) {
            Thread.onSpinWait();
        }
        pause();
        assertThat(only(told()).getItems()).hasSize(1);
    }

    @Test
    void badInteractions_areDeadLetters() {
        driver.createInputTopic("interactions", new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput("ann".getBytes(UTF_8), new byte[] {7, 7});
        Interaction weightless = interaction("", "ann", "shoe", InteractionKind.LIKE);
        weightless.put("weight", -1.0);
        send("ann", weightless);

        List<TestRecord<byte[], byte[]>> letters = driver.createOutputTopic(
                        "dead", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
        assertThat(letters)
                .extracting(letter ->
                        new String(letter.headers().lastHeader(DeadLetters.CODE).value(), UTF_8))
                .containsExactly("BAD_MAGIC", "BAD_FIELD");
        assertThat(told()).isEmpty();
    }

    /** A catalogue of clear tastes: each user likes one of eight kinds of items. */
    @Test
    void hitRateAtTen_isThreeTimesThatOfPopularity() {
        Random random = new Random(11);
        List<List<String>> kinds = new ArrayList<>();
        for (int kind = 0; kind < 8; kind++) {
            List<String> items = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String id = "k" + kind + "-" + i;
                put("", id, kind, random.nextDouble() * 0.4);
                items.add(id);
            }
            kinds.add(items);
        }
        Map<String, Integer> popularity = new HashMap<>();
        List<Integer> tastes = new ArrayList<>();
        List<Set<String>> liked = new ArrayList<>();
        for (int user = 0; user < 40; user++) {
            int taste = random.nextInt(8);
            Set<String> likes = new HashSet<>();
            while (likes.size() < 5) {
                likes.add(kinds.get(taste).get(random.nextInt(40)));
            }
            likes.forEach(item -> popularity.merge(item, 1, Integer::sum));
            tastes.add(taste);
            liked.add(likes);
        }
        List<String> popular = popularity.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        long ours = 0;
        long theirs = 0;
        for (int user = 0; user < 40; user++) {
            String name = "u" + user;
            liked.get(user).forEach(item -> say("", name, item, InteractionKind.LIKE));
            String wanted = "k" + tastes.get(user) + "-";
            Set<String> seen = liked.get(user);
            List<Recommendations> all = told();
            ours += all.getLast().getItems().stream()
                    .map(RecommendedItem::getId)
                    .filter(item -> item.startsWith(wanted))
                    .count();
            theirs += popular.stream()
                    .filter(item -> !seen.contains(item))
                    .limit(10)
                    .filter(item -> item.startsWith(wanted))
                    .count();
            assertThat(all.getLast().getItems())
                    .extracting(RecommendedItem::getId)
                    .doesNotContainAnyElementsOf(seen);
        }

        assertThat(ours).as("%d hits by taste, %d by popularity", ours, theirs).isGreaterThanOrEqualTo(3 * theirs);
        assertThat(theirs).as("popularity hits something").isPositive();
    }

    @Test
    void seenWhileTheStoreIsAsked_isNotTold() {
        put("", "shoe", 0, 0.0);
        put("", "boot", 0, 0.1);
        put("", "sandal", 0, 0.2);
        Deque<Runnable> held = new ArrayDeque<>();
        storeThreads = held::add;
        say("", "ann", "shoe", InteractionKind.LIKE);
        driver.advanceWallClockTime(Duration.ofMillis(10));
        assertThat(held).as("the store is asked").hasSize(1);

        say("", "ann", "boot", InteractionKind.VIEW);
        held.removeFirst().run();
        driver.advanceWallClockTime(Duration.ofMillis(10));

        Recommendations first = only(told());
        assertThat(first.getItems()).extracting(RecommendedItem::getId).containsExactly("sandal");
        assertThat(first.getBasedOn()).containsExactly("shoe");
        storeThreads = Runnable::run;
        pause();
        assertThat(only(told()).getBasedOn())
                .as("what came meanwhile is answered too")
                .containsExactly("shoe", "boot");
    }

    @Test
    void anotherTakesOver_owesWhatWasOwed_andNoMore() {
        put("", "shoe", 0, 0.0);
        put("", "boot", 0, 0.1);
        KeyValueStore<Bytes, byte[]> profiles = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Profiles.STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        storeThreads = _ -> {};
        MockProcessorContext<byte[], byte[]> dying = task(profiles);
        byte[] like = serializer.serialize("interactions", interaction("", "ann", "shoe", InteractionKind.LIKE));
        Processor<byte[], byte[], byte[], byte[]> first = supplier().get();
        first.init(dying);
        first.process(new Record<>("ann".getBytes(UTF_8), like, NOON.toEpochMilli()));
        tick(dying);
        assertThat(dying.forwarded()).isEmpty();
        first.close();

        storeThreads = Runnable::run;
        MockProcessorContext<byte[], byte[]> second = task(profiles);
        supplier().get().init(second);
        tick(second);

        assertThat(second.forwarded()).hasSize(1);
        MockProcessorContext<byte[], byte[]> third = task(profiles);
        supplier().get().init(third);
        assertThat(third.scheduledPunctuators()).as("nothing is owed any more").isEmpty();
    }

    private MockProcessorContext<byte[], byte[]> task(KeyValueStore<Bytes, byte[]> profiles) {
        MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
        context.setRecordMetadata("interactions", 0, 0);
        profiles.init(context.getStateStoreContext(), profiles);
        context.addStateStore(profiles);
        return context;
    }

    private static void tick(MockProcessorContext<byte[], byte[]> context) {
        for (int i = 0; i < 2; i++) {
            context.scheduledPunctuators().getFirst().getPunctuator().punctuate(0);
        }
    }

    private ProfileProcessorSupplier supplier() {
        ProfileParts parts = new ProfileParts(
                new InteractionDecoder(
                        RegistryAvroDeserializer.specific(registry, Interaction.class, 1 << 20),
                        new RetryWhileUnavailable(Duration.ZERO, () -> 0, _ -> {})),
                store,
                serializer,
                breaker,
                call -> storeThreads.execute(call),
                () -> NOON,
                nanos::get);
        return new ProfileProcessorSupplier(SETTINGS, parts, new DeadLetters(1 << 20), "letters", "out");
    }

    private TopologyTestDriver start() {
        store.ensureCollection();
        Topology topology = new Topology();
        topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "interactions");
        topology.addProcessor("profile", supplier(), "in");
        topology.addSink("letters", "dead", new ByteArraySerializer(), new ByteArraySerializer(), "profile");
        topology.addSink("out", "recommendations", new ByteArraySerializer(), new ByteArraySerializer(), "profile");
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "kalm");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        return new TopologyTestDriver(topology, config, NOON);
    }

    /** Near the axis of its kind. */
    private void put(String tenant, String id, int kind, double angle) {
        float[] vector = new float[8];
        vector[kind] = (float) Math.cos(angle);
        vector[(kind + 1) % 8] = (float) Math.sin(angle);
        store.apply(
                fence(),
                List.of(new Change.Upsert(new Point(
                        new DocumentKey(tenant, id),
                        vector,
                        null,
                        "hash",
                        "testing@1",
                        Map.of(),
                        NOON,
                        new Point.Source("events", 0, 0)))));
    }

    private Fence fence() {
        return new Fence("test", 1, ++sequence);
    }

    private static Interaction interaction(String tenant, String user, String item, InteractionKind kind) {
        return Interaction.newBuilder()
                .setTenant(tenant)
                .setUserId(user)
                .setItemId(item)
                .setKind(kind)
                .setOccurredAt(NOON)
                .build();
    }

    private void say(String tenant, String user, String item, InteractionKind kind) {
        send(user, interaction(tenant, user, item, kind));
    }

    private void send(String user, Interaction interaction) {
        driver.createInputTopic("interactions", new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(user.getBytes(UTF_8), serializer.serialize("interactions", interaction));
    }

    /** What was told since it was last asked, after a while. */
    private List<Recommendations> told() {
        for (int i = 0; i < 4; i++) {
            driver.advanceWallClockTime(Duration.ofMillis(10));
        }
        List<Recommendations> all = new ArrayList<>();
        try (RegistryAvroDeserializer<Recommendations> reader =
                RegistryAvroDeserializer.specific(registry, Recommendations.class, 1 << 20)) {
            output().readValuesToList()
                    .forEach(value -> all.add(Objects.requireNonNull(reader.deserialize("recommendations", value))));
        }
        return all;
    }

    /** The debounce of what was told passes. */
    private void pause() {
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
    }

    private TestOutputTopic<byte[], byte[]> output() {
        return driver.createOutputTopic("recommendations", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Recommendations only(List<Recommendations> told) {
        assertThat(told).hasSize(1);
        return told.getFirst();
    }
}
