package io.kalmstream.sinks.embedded;

import static io.kalmstream.sinks.embedded.TestingQdrant.get;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static io.qdrant.client.VectorsFactory.vectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qdrant.client.QdrantClient;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.SearchPoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchIT {
    private static final String FILMS = "films";

    private TestingQdrant qdrant;
    private QdrantClient client;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        qdrant = TestingQdrant.start(data);
        client = qdrant.client();
        create(FILMS, Distance.Cosine);
        fill(FILMS);
    }

    @AfterEach
    void stop() throws IOException {
        qdrant.close();
    }

    // Points: 1 = (1,0), 2 = (1,1), 3 = (0,1), 4 = (-1,0).
    @ParameterizedTest
    @CsvSource({
        "Cosine, '1,2,3,4', '1,0.7071068,0,-1'",
        "Dot, '2,1,3,4', '4,2,2,-2'",
        "Euclid, '2,1,3,4', '1,1.4142135,2,3.1622777'",
        "Manhattan, '2,1,3,4', '1,2,2,4'"
    })
    void query_eachDistance_scoresAsQdrantDoes(Distance distance, String ids, String scores) {
        create("other", distance);
        fill("other");
        float[] target = distance == Distance.Cosine ? new float[] {5, 0} : new float[] {2, 1};
        if (distance == Distance.Dot) {
            target = new float[] {2, 2};
        }

        List<ScoredPoint> found =
                get(client.queryAsync(query(target).setCollectionName("other").build()));

        assertThat(found.stream()
                        .map(each -> Long.toString(each.getId().getNum()))
                        .toList())
                .containsExactly(ids.split(",", -1));
        String[] expected = scores.split(",", -1);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.get(i).getScore()).isCloseTo(Float.parseFloat(expected[i]), within(1e-6f));
        }
    }

    @Test
    void query_sameScores_areOrderedById() {
        create("same", Distance.Cosine);
        UUID uuid = UUID.fromString("00000000-0000-0000-0000-000000000001");
        List<PointId> ids = List.of(id(uuid), id(300), id(-1), id(2), id(70));
        for (PointId id : ids) {
            get(client.upsertAsync("same", List.of(point(1, 1, 0).setId(id).build())));
        }

        List<ScoredPoint> found = get(client.queryAsync(
                query(1, 0).setCollectionName("same").setLimit(4).build()));

        assertThat(found).extracting(ScoredPoint::getId).containsExactly(id(2), id(70), id(300), id(-1));
    }

    @Test
    void query_byId_leavesThatPointOut() {
        QueryPoints query = query(0).setQuery(nearest(2)).build();

        assertThat(ids(get(client.queryAsync(query)))).containsExactly(1L, 3L, 4L);
        assertThatThrownBy(() ->
                        get(client.queryAsync(query(0).setQuery(nearest(77)).build())))
                .hasMessageContaining("NOT_FOUND")
                .hasMessageContaining("No point with id 77 found");
    }

    @Test
    void query_limitOffsetAndThreshold_cutTheSameList() {
        assertThat(ids(get(
                        client.queryAsync(query(1, 0).setLimit(2).setOffset(1).build()))))
                .containsExactly(2L, 3L);
        assertThat(ids(get(client.queryAsync(query(1, 0).setOffset(9).build()))))
                .isEmpty();
        assertThat(ids(get(client.queryAsync(query(1, 0).setScoreThreshold(0.5f).build()))))
                .containsExactly(1L, 2L);
        assertThatThrownBy(() -> get(client.queryAsync(query(1, 0).setLimit(0).build())))
                .hasMessageContaining("INVALID_ARGUMENT");
    }

    @Test
    void query_euclidThreshold_keepsSmallerDistances() {
        create("other", Distance.Euclid);
        fill("other");

        QueryPoints query =
                query(1, 0).setCollectionName("other").setScoreThreshold(1.2f).build();

        assertThat(ids(get(client.queryAsync(query)))).containsExactly(1L, 2L);
    }

    @Test
    void query_withFilter_findsOnlyThose() {
        Filter odd = Filter.newBuilder().addMust(matchKeyword("parity", "odd")).build();

        assertThat(ids(get(client.queryAsync(query(1, 0).setFilter(odd).build()))))
                .containsExactly(1L, 3L);
    }

    @Test
    void query_withoutQuery_listsById() {
        QueryPoints query = QueryPoints.newBuilder()
                .setCollectionName(FILMS)
                .setOffset(1)
                .setLimit(2)
                .build();

        assertThat(ids(get(client.queryAsync(query)))).containsExactly(2L, 3L);
    }

    @Test
    void query_payloadAndVectors_asSelected() {
        ScoredPoint bare = first(query(1, 0));
        ScoredPoint full = first(query(1, 0)
                .setWithPayload(WithPayloadSelectorFactory.enable(true))
                .setWithVectors(WithVectorsSelectorFactory.enable(true)));
        ScoredPoint included = first(query(1, 0).setWithPayload(WithPayloadSelectorFactory.include(List.of("deep.a"))));
        ScoredPoint excluded =
                first(query(1, 0).setWithPayload(WithPayloadSelectorFactory.exclude(List.of("deep.a", "parity"))));

        assertThat(bare.getPayloadMap()).isEmpty();
        assertThat(bare.hasVectors()).isFalse();
        assertThat(full.getPayloadMap()).containsOnlyKeys("parity", "deep");
        assertThat(full.getVectors().getVector().getDense().getDataList()).containsExactly(1f, 0f);
        assertThat(included.getPayloadMap()).isEqualTo(Map.of("deep", value(Map.of("a", value(1)))));
        assertThat(excluded.getPayloadMap()).isEqualTo(Map.of("deep", value(Map.of("b", value(2)))));
    }

    @Test
    void query_namedVector_needsItsName() {
        VectorParams space = VectorParams.newBuilder()
                .setSize(2)
                .setDistance(Distance.Cosine)
                .build();
        get(client.createCollectionAsync("named", Map.of("text", space, "image", space)));
        get(client.upsertAsync(
                "named",
                List.of(
                        point(1, 0, 0)
                                .setVectors(namedVectors(Map.of("text", vector(1, 0), "image", vector(0, 1))))
                                .build(),
                        point(2, 0, 0)
                                .setVectors(namedVectors(Map.of("image", vector(1, 0))))
                                .build())));

        QueryPoints text =
                query(1, 0).setCollectionName("named").setUsing("text").build();
        QueryPoints image = text.toBuilder()
                .setUsing("image")
                .setWithVectors(WithVectorsSelectorFactory.include(List.of("image")))
                .build();

        assertThat(ids(get(client.queryAsync(text)))).containsExactly(1L);
        assertThat(ids(get(client.queryAsync(image)))).containsExactly(2L, 1L);
        assertThat(get(client.queryAsync(image))
                        .getLast()
                        .getVectors()
                        .getVectors()
                        .getVectorsMap())
                .containsOnlyKeys("image");
        assertThatThrownBy(() ->
                        get(client.queryAsync(text.toBuilder().setUsing("sound").build())))
                .hasMessageContaining("Not existing vector name error: sound");
        assertThatThrownBy(() ->
                        get(client.queryAsync(text.toBuilder().clearUsing().build())))
                .hasMessageContaining("INVALID_ARGUMENT");
    }

    @Test
    void query_wrongDimension_isRefused() {
        assertThatThrownBy(() -> get(client.queryAsync(query(1, 0, 0).build())))
                .hasMessageContaining("INVALID_ARGUMENT")
                .hasMessageContaining("expected dim: 2, got 3");
    }

    @Test
    void batches_answerEachInItsPlace() {
        List<BatchResult> queries = get(client.queryBatchAsync(
                FILMS,
                List.of(
                        query(1, 0).setLimit(1).build(),
                        query(-1, 0).setLimit(1).build())));
        List<BatchResult> searches = get(client.searchBatchAsync(
                FILMS, List.of(search(0, 1).build(), search(-1, 0).build()), null));

        assertThat(queries).extracting(each -> ids(each.getResultList())).containsExactly(List.of(1L), List.of(4L));
        assertThat(searches).extracting(each -> ids(each.getResultList())).containsExactly(List.of(3L), List.of(4L));
    }

    @Test
    void search_oldForm_answersAsQuery() {
        assertThat(ids(get(client.searchAsync(
                        search(1, 0).setLimit(9).setScoreThreshold(0.1f).build()))))
                .containsExactly(1L, 2L);
    }

    @Test
    void scroll_pageByPage_visitsEveryPointOnceInOrder() {
        get(client.upsertAsync(
                FILMS,
                List.of(
                        point(1, 1, 1).setId(id(UUID.randomUUID())).build(),
                        point(5, 1, 1).build())));
        List<PointId> seen = new ArrayList<>();
        ScrollPoints.Builder scroll =
                ScrollPoints.newBuilder().setCollectionName(FILMS).setLimit(2);
        int pages = 0;
        boolean more = true;
        while (more) {
            ScrollResponse page = get(client.scrollAsync(scroll.build()));
            page.getResultList().stream().map(RetrievedPoint::getId).forEach(seen::add);
            more = page.hasNextPageOffset();
            scroll.setOffset(page.getNextPageOffset());
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen.subList(0, 5)).containsExactly(id(1), id(2), id(3), id(4), id(5));
        assertThat(seen).hasSize(6);
        assertThat(seen.getLast().hasUuid()).isTrue();
    }

    @Test
    void scroll_withFilter_pagesThroughThose() {
        ScrollPoints scroll = ScrollPoints.newBuilder()
                .setCollectionName(FILMS)
                .setFilter(Filter.newBuilder().addMust(matchKeyword("parity", "odd")))
                .setLimit(1)
                .build();

        ScrollResponse first = get(client.scrollAsync(scroll));

        assertThat(first.getResult(0).getId()).isEqualTo(id(1));
        assertThat(first.getResult(0).getPayloadMap()).containsKey("parity");
        assertThat(first.getNextPageOffset()).isEqualTo(id(3));
    }

    @Test
    void count_withFilter_countsThose() {
        Filter odd = Filter.newBuilder().addMust(matchKeyword("parity", "odd")).build();

        assertThat(get(client.countAsync(FILMS, odd, true))).isEqualTo(2);
        assertThat(get(client.countAsync(FILMS, null, false))).isEqualTo(4);
    }

    private void create(String collection, Distance distance) {
        get(client.createCollectionAsync(
                collection,
                VectorParams.newBuilder().setSize(2).setDistance(distance).build()));
    }

    private void fill(String collection) {
        get(client.upsertAsync(
                collection,
                List.of(
                        point(1, 1, 0).build(),
                        point(2, 1, 1).build(),
                        point(3, 0, 1).build(),
                        point(4, -1, 0).build())));
    }

    private ScoredPoint first(QueryPoints.Builder query) {
        return get(client.queryAsync(query.build())).getFirst();
    }

    private static PointStruct.Builder point(long number, float x, float y) {
        return PointStruct.newBuilder()
                .setId(id(number))
                .setVectors(vectors(x, y))
                .putPayload("parity", value(number % 2 == 0 ? "even" : "odd"))
                .putPayload("deep", value(Map.of("a", value(1), "b", value(2))));
    }

    private static QueryPoints.Builder query(float... target) {
        return QueryPoints.newBuilder().setCollectionName(FILMS).setQuery(nearest(target));
    }

    private static SearchPoints.Builder search(float x, float y) {
        return SearchPoints.newBuilder()
                .setCollectionName(FILMS)
                .addVector(x)
                .addVector(y)
                .setLimit(1);
    }

    private static List<Long> ids(List<ScoredPoint> points) {
        return points.stream().map(each -> each.getId().getNum()).toList();
    }
}
