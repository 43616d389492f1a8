package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.NOON;
import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.StoreReply;
import io.kalmstream.sinks.embedded.TestingSeed;
import io.kalmstream.sinks.testing.Gate;
import io.kalmstream.sinks.testing.StoreFault;
import io.kalmstream.sinks.testing.TestingStore;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 47: two owners of one partition, each with a connection of its own, and the older one's writes arrive late. */
@Timeout(120)
final class LateWritesIT {
    private static final String WRITER = "kalm/3";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static TestingStore server;

    private final CollectionSpec spec = new CollectionSpec("late-" + UUID.randomUUID(), 4, Samples.MODEL);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private QdrantStore older;
    private QdrantStore younger;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        server = FaultyQdrant.start(data);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void create() {
        older = new QdrantStore(spec, QdrantSettings.of(server.url(), null));
        younger = new QdrantStore(spec, QdrantSettings.of(server.url(), null));
        younger.ensureCollection();
    }

    @AfterEach
    void drop() {
        server.heal();
        older.close();
        younger.close();
        threads.close();
        FaultyQdrant.drop(server, spec.name());
    }

    @Test
    void apply_olderVersionArrivesAfterTheNewer_isRefusedPointByPoint() {
        older.apply(at(1, 0), List.of(version("a", 1), version("b", 1)));
        Gate gate = holdWritesOf(1);
        CompletableFuture<StoreReply> late = CompletableFuture.supplyAsync(
                () -> older.apply(at(1, 1), List.of(version("a", 2), version("b", 2), version("new", 2))), threads);
        gate.awaitArrivals(1, LIMIT);

        assertThat(younger.apply(at(2, 0), List.of(version("a", 3)))).isEqualTo(new StoreReply.Applied());
        int before = appliedWrites();
        gate.open();

        assertThat(late.join()).isEqualTo(new StoreReply.Stale(at(2, 0)));
        assertThat(appliedWrites()).as("the late write came through").isEqualTo(before + 1);
        assertThat(texts("a", "b", "new")).containsExactly("version 3", "version 2", "version 2");
        server.history().requireSound();
    }

    /** Its client has long given up, and the successor knows nothing of it. */
    @Test
    void apply_requestWithoutAClient_cannotGoBackEither() {
        younger.apply(at(1, 0), List.of(version("a", 1), version("b", 1)));
        Gate gate = holdWritesOf(1);
        QdrantSettings hasty = new QdrantSettings(
                "127.0.0.1",
                QdrantSettings.of(server.url(), null).port(),
                false,
                null,
                Duration.ofMillis(300),
                256,
                4_000_000,
                new RetryBudget(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1), 1));
        try (QdrantStore gaveUp =
                new QdrantStore(spec, hasty, new CountDownLatch(1), new FakeTicker(), new Random(1))) {
            List<Change> changes = List.of(version("a", 2), new Change.Delete(key("b")));
            assertThatThrownBy(() -> gaveUp.apply(at(1, 1), changes))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("DEADLINE_EXCEEDED");
        }
        gate.awaitArrivals(1, LIMIT);
        younger.apply(at(2, 0), List.of(version("a", 3), version("b", 3)));
        int before = appliedWrites();
        gate.open();

        await(() -> appliedWrites() == before + 1);
        assertThat(texts("a", "b")).containsExactly("version 3", "version 3");
        server.history().requireSound();
    }

    /** The successor replays what it cannot know to be done, in other batches, and goes on; meanwhile the rest of the older arrives. */
    @Test
    void apply_replayWithOtherCuts_whileTheOlderStillWrites_losesNothing() {
        TestingSeed seed = TestingSeed.create();
        Random random = seed.random();
        for (int round = 0; round < 5; round++) {
            String prefix = "r" + round + "-";
            List<List<Change>> first = cut(random, prefix, 30);
            List<List<Change>> replay = cut(random, prefix, 40);
            int held = 1 + random.nextInt(first.size());
            Gate gate = holdWritesOf(1, held);
            CompletableFuture<Void> olderOwner =
                    CompletableFuture.runAsync(() -> applyUntilStale(older, 1, first), threads);
            gate.awaitArrivals(1, LIMIT);
            int opening = random.nextInt(replay.size());
            for (int call = 0; call < replay.size(); call++) {
                if (call == opening) {
                    gate.open();
                }
                assertThat(younger.apply(at(2, call), replay.get(call)))
                        .as(seed.toString())
                        .isEqualTo(new StoreReply.Applied());
            }
            olderOwner.join();

            assertThat(server.injected(StoreFault.Delay.class)).as("the fault").isPositive();
            assertThat(texts(prefix + 0, prefix + 1, prefix + 2, prefix + 3))
                    .as(seed.toString())
                    .containsExactly("version 36", "version 37", "version 38", "version 39");
            server.history().requireSound();
            server.heal();
        }
    }

    private static Fence at(long epoch, long sequence) {
        return new Fence(WRITER, epoch, sequence);
    }

    private static Change version(String id, long version) {
        return new Change.Upsert(point(key(id), NOON, "version " + version, 1, (float) version, 0, 0));
    }

    /** As a worker does that is told by the store that it is one no longer. */
    private static void applyUntilStale(QdrantStore store, long epoch, List<List<Change>> calls) {
        for (int call = 0; call < calls.size(); call++) {
            if (store.apply(at(epoch, call), calls.get(call)) instanceof StoreReply.Stale) {
                return;
            }
        }
    }

    private Gate holdWritesOf(long epoch) {
        return holdWritesOf(epoch, 1);
    }

    /** From its n-th on. */
    private Gate holdWritesOf(long epoch, int nth) {
        Gate gate = new Gate();
        AtomicInteger seen = new AtomicInteger();
        server.script(call -> {
            if (!call.isUpdate() || !isOf(call.update(), epoch)) {
                return new StoreFault.None();
            }
            return seen.incrementAndGet() < nth ? new StoreFault.None() : new StoreFault.Delay(gate);
        });
        return gate;
    }

    private static boolean isOf(UpdateBatchPoints update, long epoch) {
        return update.getOperationsList().stream()
                .flatMap(operation -> operation.getUpsert().getPointsList().stream())
                .anyMatch(point -> point.getPayloadOrThrow("writer_epoch").getIntegerValue() == epoch);
    }

    private int appliedWrites() {
        return (int) server.history().updates().stream()
                .filter(update -> update.request().getCollectionName().equals(spec.name()))
                .count();
    }

    private List<String> texts(String... ids) {
        return younger.get(Stream.of(ids).map(Samples::key).toList()).stream()
                .map(point -> point.map(found -> String.valueOf(found.text())).orElse("gone"))
                .toList();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not within " + LIMIT).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Versions 0 to count, of four documents in turn, in calls of random size. */
    private static List<List<Change>> cut(Random random, String prefix, int count) {
        List<List<Change>> calls = new ArrayList<>();
        for (int next = 0; next < count; ) {
            List<Change> changes = new ArrayList<>();
            for (int size = 1 + random.nextInt(7); size > 0 && next < count; size--, next++) {
                changes.add(version(prefix + next % 4, next));
            }
            calls.add(changes);
        }
        return calls;
    }
}
