package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.fence;
import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.Status;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.StoreException.Fault;
import io.kalmstream.sinks.StoreReply;
import io.kalmstream.sinks.StoredVector;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the adapter makes of a server's failures, over real gRPC. */
final class QdrantStoreFaultsIT {
    private static final CollectionSpec SPEC = new CollectionSpec("docs", 2, Samples.MODEL);

    private final FakeTicker ticker = new FakeTicker();
    private final ScriptedQdrant server;
    private final QdrantStore store;

    QdrantStoreFaultsIT() throws IOException {
        server = new ScriptedQdrant();
        store = store(QdrantSettings.of(server.url(), null));
    }

    @BeforeEach
    void setUp() {
        store.ensureCollection();
    }

    @AfterEach
    void tearDown() {
        store.close();
        server.close();
    }

    @Test
    void apply_unavailable_thenWell() {
        server.fail(Status.UNAVAILABLE, Status.DEADLINE_EXCEEDED);

        assertThat(store.apply(fence(), List.of(upsert("a", 1, 0)))).isEqualTo(new StoreReply.Applied());

        assertThat(server.updates()).hasSize(3);
        assertThat(ticker.pauses()).hasSize(2);
    }

    @Test
    void apply_unavailableForGood_isTheWorldsFault() {
        server.close();

        assertThatThrownBy(() -> store.apply(fence(), List.of(upsert("a", 1, 0))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.WORLD))
                .hasMessageContaining("docs")
                .hasMessageContaining(server.url());
        assertThat(store.health().up()).isFalse();
    }

    @Test
    void apply_rateLimit_waitsAsLongAsAsked() {
        Metadata metadata = new Metadata();
        metadata.put(StatusMap.RETRY_AFTER, "7");
        server.failWith(metadata);
        server.fail(Status.RESOURCE_EXHAUSTED);

        store.apply(fence(), List.of(upsert("a", 1, 0)));

        assertThat(ticker.pauses())
                .singleElement(InstanceOfAssertFactories.DURATION)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void apply_rateLimitBeyondTheBudget_failsWithoutWaiting() {
        Metadata metadata = new Metadata();
        metadata.put(StatusMap.RETRY_AFTER, "3600");
        server.failWith(metadata);
        server.fail(Status.RESOURCE_EXHAUSTED);

        assertThatThrownBy(() -> store.apply(fence(), List.of(upsert("a", 1, 0))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.WORLD));
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void apply_onlyCompletedIsDone() {
        server.answer(UpdateStatus.Acknowledged, UpdateStatus.WaitTimeout, UpdateStatus.Completed);

        assertThat(store.apply(fence(), List.of(upsert("a", 1, 0)))).isEqualTo(new StoreReply.Applied());

        assertThat(server.updates()).hasSize(3);
    }

    /** FAULTS 44: the whole, then two halves of each piece with the bad one in it. */
    @Test
    void apply_oneBadRowOf64_isRefusedAlone() {
        PointId bad = PointIds.pointId(new DocumentKey("", "p37"));
        server.refuse(update -> ids(update).contains(bad));

        StoreReply reply = store.apply(fence(), points(64));

        assertThat(reply)
                .isEqualTo(
                        new StoreReply.Refused(List.of(new StoreReply.Refused.Row(37, "INVALID_ARGUMENT: bad point"))));
        assertThat(acceptedIds()).hasSize(63).doesNotContain(bad);
        assertThat(server.updates()).hasSizeLessThanOrEqualTo(1 + 2 * 6);
    }

    @Test
    void apply_refusalQuotesTheText_reasonDoesNot() {
        server.refuse(_ -> true);
        server.refuseWith("cannot store \"text of a\"");

        assertThat(store.apply(fence(), List.of(upsert("a", 1, 0))))
                .isEqualTo(new StoreReply.Refused(
                        List.of(new StoreReply.Refused.Row(0, "INVALID_ARGUMENT: cannot store ..."))));
    }

    @Test
    void apply_indexMissing_strictMode_isConfiguration_noRowsFault() {
        server.refuse(_ -> true);
        server.refuseWith(
                "Bad request: Index required but not found for \"writer\" of one of the following types: [keyword]."
                        + " Help: Create an index for this key or use a different filter.");

        assertThatThrownBy(() -> store.apply(fence(), points(64)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONFIGURATION))
                .hasMessageContaining("\"writer\"")
                .hasMessageContaining("docs");
        assertThat(server.updates()).hasSize(1);
    }

    @Test
    void apply_collectionFull_isTheWorldsFault_noRows() {
        server.refuse(_ -> true);
        server.refuseWith("Bad request: Max points count limit of 1000 reached!");

        assertThatThrownBy(() -> store.apply(fence(), List.of(upsert("a", 1, 0))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.WORLD))
                .hasMessageContaining("1000");
    }

    @Test
    void apply_strictModesBatchSizes_areKept() {
        strictMode(StrictModeConfig.newBuilder()
                .setEnabled(true)
                .setUpsertMaxBatchsize(10)
                .build());

        store.ensureCollection();
        store.apply(fence(), points(64));

        assertThat(server.updates()).extracting(ScriptedQdrant::size).containsExactly(10, 10, 10, 10, 10, 10, 4);
    }

    @Test
    void nearest_strictModesBatchSizes_areKept() {
        strictMode(StrictModeConfig.newBuilder()
                .setEnabled(true)
                .setSearchMaxBatchsize(2)
                .setMaxQueryLimit(10)
                .build());
        store.checkCollection();
        NearestQuery query = new NearestQuery(Samples.unit(1, 0), "", 10, 0.9, true);

        assertThat(store.nearest(List.of(query, query, query))).hasSize(3);

        assertThat(server.searches())
                .extracting(QueryBatchPoints::getQueryPointsCount)
                .containsExactly(2, 1);
        NearestQuery wider = new NearestQuery(Samples.unit(1, 0), "", 11, 0.9, true);
        assertThatThrownBy(() -> store.nearest(List.of(wider)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONFIGURATION))
                .hasMessageContaining("11")
                .hasMessageContaining("10")
                .hasMessageContaining("max_query_limit");
    }

    @Test
    void duplicatesOf_strictModesConditionSize_isKept() {
        strictMode(StrictModeConfig.newBuilder()
                .setEnabled(true)
                .setConditionMaxSize(2)
                .setMaxQueryLimit(10)
                .build());
        store.checkCollection();

        try (Stream<StoredVector> none = store.duplicatesOf(List.of(key("a"), key("b"), key("c")))) {
            assertThat(none).isEmpty();
        }

        assertThat(server.scrolls()).hasSize(2).allSatisfy(scroll -> {
            assertThat(scroll.getLimit()).isEqualTo(10);
            assertThat(scroll.getFilter()
                            .getMust(1)
                            .getField()
                            .getMatch()
                            .getKeywords()
                            .getStringsCount())
                    .isBetween(1, 2);
        });
    }

    @Test
    void apply_badRows_orderOfTheRestHolds() {
        PointId bad = PointIds.pointId(new DocumentKey("", "bad"));
        server.refuse(update -> ids(update).contains(bad));
        List<Change> changes = List.of(
                upsert("a", 1, 0), upsert("bad", 1, 0), upsert("a", 0, 1), upsert("b", 1, 0), upsert("bad", 0, 1));

        StoreReply reply = store.apply(fence(), changes);

        assertThat(reply)
                .isInstanceOfSatisfying(
                        StoreReply.Refused.class,
                        refused -> assertThat(refused.rows())
                                .extracting(StoreReply.Refused.Row::index)
                                .containsExactly(1, 4));
        List<Float> lastOfA = server.accepted().stream()
                .flatMap(update -> update.getOperationsList().stream())
                .flatMap(operation -> operation.getUpsert().getPointsList().stream())
                .filter(point -> point.getId().equals(PointIds.pointId(new DocumentKey("", "a"))))
                .map(point -> point.getVectors()
                        .getVectors()
                        .getVectorsOrThrow("text")
                        .getDense()
                        .getData(1))
                .toList();
        assertThat(lastOfA).containsExactly(0f, 1f);
    }

    @Test
    void apply_everyRowRefused_becauseTheCollectionIsAnother_isConfiguration() {
        server.refuse(_ -> true);
        server.collection("docs", CollectionInfo.getDefaultInstance());

        assertThatThrownBy(() -> store.apply(fence(), points(2)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONFIGURATION));
    }

    @Test
    void apply_manyRows_severalRequestsInOrder() {
        store.apply(fence(), points(600));

        assertThat(server.updates()).extracting(ScriptedQdrant::size).containsExactly(256, 256, 88);
    }

    @Test
    void apply_noCredentials_isConfiguration() {
        server.fail(Status.UNAUTHENTICATED);

        assertThatThrownBy(() -> store.apply(fence(), List.of(upsert("a", 1, 0))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONFIGURATION))
                .hasMessageContaining("UNAUTHENTICATED");
        assertThat(server.updates()).hasSize(1);
    }

    @Test
    void apply_sendsTheKey() {
        try (QdrantStore other = store(QdrantSettings.of(server.url(), new ApiKey("s3cr3t")))) {
            other.apply(fence(), List.of(upsert("a", 1, 0)));
        }

        assertThat(server.headers().getLast().get(Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER)))
                .isEqualTo("s3cr3t");
    }

    @Test
    void health_featureMissing_isDown_notThrown() {
        assertThat(store.health().up()).isFalse();
    }

    private void strictMode(StrictModeConfig strict) {
        CollectionInfo info = server.collection(SPEC.name());
        server.collection(
                SPEC.name(),
                info.toBuilder()
                        .setConfig(info.getConfig().toBuilder().setStrictModeConfig(strict))
                        .build());
    }

    private QdrantStore store(QdrantSettings settings) {
        return new QdrantStore(SPEC, settings, new CountDownLatch(1), ticker, new Random(1));
    }

    private Set<PointId> acceptedIds() {
        return server.accepted().stream()
                .flatMap(update -> ids(update).stream())
                .collect(Collectors.toSet());
    }

    private static List<PointId> ids(UpdateBatchPoints update) {
        List<PointId> ids = new ArrayList<>();
        update.getOperationsList()
                .forEach(operation -> operation.getUpsert().getPointsList().forEach(point -> ids.add(point.getId())));
        return ids;
    }

    private static List<Change> points(int count) {
        return IntStream.range(0, count).mapToObj(i -> upsert("p" + i, 1, i)).toList();
    }
}
