package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.fence;
import static io.kalmstream.sinks.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.StoreException.Fault;
import io.kalmstream.sinks.StoreReply;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.testing.StoreCall;
import io.kalmstream.sinks.testing.StoreFault;
import io.kalmstream.sinks.testing.StoreScript;
import io.kalmstream.sinks.testing.StoreUpdate;
import io.kalmstream.sinks.testing.TestingStore;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FAULTS 39, 44 and 45: what the server did and what it says are two things. With the server's state as the judge. */
final class LostRepliesIT {
    private static final List<Change> CHANGES = List.of(
            upsert("a", 1, 0),
            upsert("b", 0, 1),
            new Change.MarkDuplicate(Samples.key("b"), Samples.textHash("b"), Samples.REPEATS_A),
            upsert("gone", 1, 1),
            new Change.Delete(Samples.key("gone")));

    private static TestingStore server;

    private final CollectionSpec spec = new CollectionSpec("replies-" + UUID.randomUUID(), 2, Samples.MODEL);
    private final FakeTicker ticker = new FakeTicker();
    private QdrantStore store;

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
        store = new QdrantStore(
                spec, QdrantSettings.of(server.url(), null), new CountDownLatch(1), ticker, new Random(1));
        store.ensureCollection();
    }

    @AfterEach
    void drop() {
        server.heal();
        store.close();
        FaultyQdrant.drop(server, spec.name());
    }

    @Test
    void apply_replyCut_isRepeated_andLeavesTheSameState() {
        int cuts = server.injected(StoreFault.ApplyThenCut.class);
        server.script(StoreScript.firstUpdates(2, new StoreFault.ApplyThenCut()));

        assertThat(store.apply(fence(), CHANGES)).isEqualTo(new StoreReply.Applied());

        assertThat(server.injected(StoreFault.ApplyThenCut.class) - cuts)
                .as("the fault")
                .isEqualTo(2);
        List<StoreUpdate> applied = applied();
        assertThat(applied).as("applied, and applied again").hasSize(3);
        assertThat(applied)
                .extracting(StoreUpdate::after)
                .containsOnly(applied.getFirst().after());
        assertThat(ticker.pauses()).hasSize(2);
        assertAppliedOnce();
    }

    @ParameterizedTest
    @EnumSource(names = {"Acknowledged", "WaitTimeout"})
    void apply_doneButNotSaidSo_isRepeated(UpdateStatus status) {
        server.script(StoreScript.firstUpdates(1, new StoreFault.ApplyThenSay(status)));

        assertThat(store.apply(fence(), CHANGES)).isEqualTo(new StoreReply.Applied());

        assertThat(applied()).as("the fault").hasSize(2);
        assertAppliedOnce();
    }

    @ParameterizedTest
    @EnumSource(names = {"Acknowledged", "WaitTimeout"})
    void apply_acknowledgedAndForgotten_isRepeatedUntilItIsDone(UpdateStatus status) {
        server.script(StoreScript.firstUpdates(3, new StoreFault.SayNotApplied(status)));

        assertThat(store.apply(fence(), CHANGES)).isEqualTo(new StoreReply.Applied());

        assertThat(server.calls(StoreCall.UPDATE)).as("the fault").isEqualTo(4);
        assertThat(applied()).hasSize(1);
        assertAppliedOnce();
    }

    @Test
    void apply_neverDone_isNoSuccess() {
        server.script(StoreScript.always(new StoreFault.SayNotApplied(UpdateStatus.Acknowledged)));

        assertThatThrownBy(() -> store.apply(fence(), CHANGES))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.WORLD))
                .hasMessageContaining("Acknowledged");

        assertThat(applied()).as("the fault").isEmpty();
    }

    private void assertAppliedOnce() {
        assertThat(store.all().map(StoredPoint::key)).containsExactlyInAnyOrder(Samples.key("a"), Samples.key("b"));
        assertThat(store.get(List.of(Samples.key("b"))).getFirst().orElseThrow().duplicate())
                .isEqualTo(Samples.REPEATS_A);
        server.history().requireSound();
    }

    private List<StoreUpdate> applied() {
        return server.history().updates().stream()
                .filter(update -> update.request().getCollectionName().equals(spec.name()))
                .toList();
    }
}
