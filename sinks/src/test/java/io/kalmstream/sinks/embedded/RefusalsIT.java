package io.kalmstream.sinks.embedded;

import static io.kalmstream.sinks.embedded.TestingQdrant.get;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.fusion;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.QueryFactory.orderBy;
import static io.qdrant.client.ShardKeySelectorFactory.shardKeySelector;
import static io.qdrant.client.VectorsFactory.vectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.Status;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Datatype;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.MultiVectorConfig;
import io.qdrant.client.grpc.Collections.ShardingMethod;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.DiscoverPoints;
import io.qdrant.client.grpc.Points.FacetCounts;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.LookupLocation;
import io.qdrant.client.grpc.Points.OrderBy;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.QueryPointGroups;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RecommendPointGroups;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.SearchMatrixPoints;
import io.qdrant.client.grpc.Points.SearchPointGroups;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left out says so by name, and nothing asked for is silently ignored. */
class RefusalsIT {
    private static final String FILMS = "films";

    private TestingQdrant qdrant;
    private QdrantClient client;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        qdrant = TestingQdrant.start(data);
        client = qdrant.client();
        get(client.createCollectionAsync(FILMS, params().build()));
        get(client.upsertAsync(FILMS, List.of(point())));
    }

    @AfterEach
    void stop() throws IOException {
        qdrant.close();
    }

    @Test
    void query_otherKinds_areNamed() {
        QueryPoints.Builder base = QueryPoints.newBuilder().setCollectionName(FILMS);

        unsupported(client.queryAsync(base.clone().setQuery(orderBy("year")).build()), "order_by");
        unsupported(client.queryAsync(base.clone().setQuery(fusion(Fusion.RRF)).build()), "fusion queries");
        unsupported(
                client.queryAsync(
                        base.clone().setQuery(nearest(List.of(1f), List.of(1))).build()),
                "sparse vectors");
        unsupported(
                client.queryAsync(base.clone()
                        .setQuery(nearest(1))
                        .addPrefetch(PrefetchQuery.newBuilder().setQuery(fusion(Fusion.DBSF)))
                        .build()),
                "fusion queries");
        unsupported(
                client.queryAsync(base.clone()
                        .setQuery(nearest(1))
                        .setLookupFrom(LookupLocation.newBuilder().setCollectionName("x"))
                        .build()),
                "lookup_from");
    }

    @Test
    void methods_leftOutWhole_areNamed() {
        unsupported(client.createSnapshotAsync(FILMS), "snapshots (create)");
        unsupported(client.listFullSnapshotAsync(), "snapshots (list full)");
        unsupported(
                client.recommendGroupsAsync(RecommendPointGroups.newBuilder()
                        .setCollectionName(FILMS)
                        .build()),
                "recommend groups");
        unsupported(
                client.discoverAsync(
                        DiscoverPoints.newBuilder().setCollectionName(FILMS).build()),
                "discover");
        unsupported(
                client.searchGroupsAsync(
                        SearchPointGroups.newBuilder().setCollectionName(FILMS).build()),
                "search groups");
        unsupported(
                client.queryGroupsAsync(
                        QueryPointGroups.newBuilder().setCollectionName(FILMS).build()),
                "query groups");
        unsupported(
                client.facetAsync(
                        FacetCounts.newBuilder().setCollectionName(FILMS).build()),
                "facet");
        unsupported(
                client.searchMatrixPairsAsync(
                        SearchMatrixPoints.newBuilder().setCollectionName(FILMS).build()),
                "search matrix pairs");
        unsupported(client.getCollectionClusterInfoAsync(FILMS), "collection cluster info");
        unsupported(client.listShardKeysAsync(FILMS), "list shard keys");
    }

    @Test
    void write_withShards_isRefusedAndNotApplied() {
        UpsertPoints.Builder base = UpsertPoints.newBuilder()
                .setCollectionName(FILMS)
                .addPoints(point().toBuilder().setId(id(2)));

        unsupported(
                client.upsertAsync(base.clone()
                        .setShardKeySelector(shardKeySelector("berlin"))
                        .build()),
                "shard keys");
        assertThat(get(client.countAsync(FILMS))).isEqualTo(1);
    }

    @Test
    void create_whatChangesAnswers_isNamed() {
        unsupported(create(params().setDatatype(Datatype.Uint8)), "uint8 vectors");
        unsupported(create(params().setMultivectorConfig(MultiVectorConfig.getDefaultInstance())), "multi vectors");
        unsupported(
                client.createCollectionAsync(base(params())
                        .setSparseVectorsConfig(
                                SparseVectorConfig.newBuilder().putMap("s", SparseVectorParams.getDefaultInstance()))
                        .build()),
                "sparse vectors");
        unsupported(
                client.createCollectionAsync(
                        base(params()).setShardingMethod(ShardingMethod.Custom).build()),
                "shard keys");
        unsupported(
                client.createCollectionAsync(base(params())
                        .setStrictModeConfig(StrictModeConfig.newBuilder().setEnabled(true))
                        .build()),
                "strict mode");
        assertThat(get(client.listCollectionsAsync())).containsExactly(FILMS);
    }

    @Test
    void scroll_ordered_isNamed() {
        unsupported(
                client.scrollAsync(ScrollPoints.newBuilder()
                        .setCollectionName(FILMS)
                        .setOrderBy(OrderBy.newBuilder().setKey("year"))
                        .build()),
                "order_by");
    }

    @Test
    void request_withFieldOfTheFuture_isRefusedByNumber() {
        UnknownFieldSet future = UnknownFieldSet.newBuilder()
                .addField(999, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        Filter filter = Filter.newBuilder().setUnknownFields(future).build();

        unsupported(
                client.queryAsync(QueryPoints.newBuilder()
                        .setCollectionName(FILMS)
                        .setFilter(filter)
                        .build()),
                "field 999 of qdrant.Filter");
    }

    private ListenableFuture<?> create(VectorParams.Builder params) {
        return client.createCollectionAsync(base(params).build());
    }

    private static CreateCollection.Builder base(VectorParams.Builder params) {
        return CreateCollection.newBuilder()
                .setCollectionName("other")
                .setVectorsConfig(VectorsConfig.newBuilder().setParams(params));
    }

    private static VectorParams.Builder params() {
        return VectorParams.newBuilder().setSize(1).setDistance(Distance.Dot);
    }

    private static PointStruct point() {
        return PointStruct.newBuilder().setId(id(1)).setVectors(vectors(1)).build();
    }

    private static void unsupported(ListenableFuture<?> answer, String feature) {
        assertThatThrownBy(() -> get(answer)).satisfies(refused -> {
            Status status = Status.fromThrowable(refused);
            assertThat(status.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
            assertThat(status.getDescription()).isEqualTo("embedded Qdrant does not implement: " + feature);
        });
    }
}
