package io.kalmstream.sinks.embedded;

import static io.kalmstream.sinks.embedded.TestingQdrant.get;
import static io.qdrant.client.ConditionFactory.hasId;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.QueryFactory.recommend;
import static io.qdrant.client.QueryFactory.sample;
import static io.qdrant.client.VectorInputFactory.vectorInput;
import static io.qdrant.client.VectorsFactory.vectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.Mmr;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RecommendInput;
import io.qdrant.client.grpc.Points.RecommendPoints;
import io.qdrant.client.grpc.Points.RecommendStrategy;
import io.qdrant.client.grpc.Points.Sample;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Queries that ask for more than nearness: of the embedded server, or of that of -Dqdrant.url=http://host:6334.
 *
 * <p>Points: 1 = (1,0,0), 2 = (0.8,0.6,0), 3 = (0.79,0.6,0.1), 4 = (0,1,0), 5 = (-1,0,0), 6 = (0.7,0,0.7).
 */
final class QueryIT {
    private final String films = "films-" + UUID.randomUUID();
    private EitherQdrant server;
    private QdrantClient client;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        server = EitherQdrant.start(data);
        client = server.client();
        get(client.createCollectionAsync(
                films,
                VectorParams.newBuilder()
                        .setSize(3)
                        .setDistance(Distance.Cosine)
                        .build()));
        get(client.upsertAsync(
                films,
                List.of(
                        point(1, 1, 0, 0),
                        point(2, 0.8f, 0.6f, 0),
                        point(3, 0.79f, 0.6f, 0.1f),
                        point(4, 0, 1, 0),
                        point(5, -1, 0, 0),
                        point(6, 0.7f, 0, 0.7f))));
    }

    @AfterEach
    void stop() throws IOException {
        get(client.deleteCollectionAsync(films));
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        // 2 * (1,0,0) - (0,1,0); of 6: 2 * 0.7071 / sqrt 5
        "AverageVector, '6,2,3,5', 0.6324555",
        // (0.8 / 1.8 + 1) / 2
        "BestScore, '2,3,6,5', 0.7222222",
        "SumScores, '6,2,3,5', 0.7071068"
    })
    void recommend_eachStrategy_scoresAsQdrantDoes(RecommendStrategy strategy, String ids, float best) {
        RecommendInput byId = RecommendInput.newBuilder()
                .addPositive(vectorInput(id(1)))
                .addNegative(vectorInput(id(4)))
                .setStrategy(strategy)
                .build();

        List<ScoredPoint> found = found(query(recommend(byId)));

        assertThat(ids(found)).isEqualTo(ids);
        assertThat(found.getFirst().getScore()).isCloseTo(best, within(1e-5f));
    }

    @Test
    void recommend_byVector_leavesNobodyOut() {
        RecommendInput byVector = RecommendInput.newBuilder()
                .addPositive(vectorInput(3, 0, 0))
                .setStrategy(RecommendStrategy.BestScore)
                .build();

        assertThat(ids(found(query(recommend(byVector)).setLimit(3)))).isEqualTo("1,2,3");
    }

    @Test
    void recommend_oldForm_answersAsTheQuery() {
        RecommendPoints request = RecommendPoints.newBuilder()
                .setCollectionName(films)
                .addPositive(id(1))
                .addNegative(id(4))
                .setLimit(2)
                .setStrategy(RecommendStrategy.BestScore)
                .build();

        assertThat(ids(get(client.recommendAsync(request)))).isEqualTo("2,3");
        assertThat(get(client.recommendBatchAsync(films, List.of(request, request), null)))
                .extracting(each -> ids(each.getResultList()))
                .containsExactly("2,3", "2,3");
        refused(
                client.recommendAsync(RecommendPoints.newBuilder()
                        .setCollectionName(films)
                        .setLimit(1)
                        .build()),
                Status.Code.INVALID_ARGUMENT,
                "At least one positive vector ID required with this strategy");
    }

    @Test
    void mmr_passesOverWhatRepeatsABetterOne_scoresStay() {
        Query diverse = nearest(
                vectorInput(1, 0.5f, 0.2f),
                Mmr.newBuilder().setDiversity(0.6f).setCandidatesLimit(5).build());

        assertThat(ids(found(query(nearest(1, 0.5f, 0.2f)).setLimit(3)))).isEqualTo("3,2,1");
        List<ScoredPoint> found = found(query(diverse).setLimit(3));
        assertThat(ids(found)).isEqualTo("3,6,1");
        assertThat(found.get(2).getScore()).isCloseTo(0.88045f, within(1e-5f));
    }

    @Test
    void mmr_withoutMoreCandidatesThanTheLimit_onlyReorders() {
        Query diverse = nearest(
                vectorInput(1, 0.5f, 0.2f), Mmr.newBuilder().setDiversity(0.6f).build());

        assertThat(ids(found(query(diverse).setLimit(3)))).isEqualTo("3,1,2");
        assertThat(ids(found(query(diverse).setLimit(3).setOffset(1)))).isEqualTo("1,2");
    }

    @Test
    void prefetch_narrowsWhatTheNextStageSees() {
        QueryPoints.Builder staged = query(nearest(0, 1, 1))
                .addPrefetch(
                        PrefetchQuery.newBuilder().setQuery(nearest(0.1f, 1, 0)).setLimit(2))
                .addPrefetch(PrefetchQuery.newBuilder()
                        .setQuery(nearest(1, 0, 0))
                        .addPrefetch(PrefetchQuery.newBuilder()
                                .setQuery(nearest(0, 0, 1))
                                .setLimit(2))
                        .setLimit(1));

        // 4 and 3 are nearest to (0.1,1,0); 6 and 3 to (0,0,1), and of these 3 to (1,0,0)
        assertThat(ids(found(staged))).isEqualTo("4,3");
        assertThat(ids(found(staged.setLimit(1)))).isEqualTo("4");
    }

    @Test
    void prefetch_filterOfTheLastStage_holdsBefore() {
        Filter few =
                Filter.newBuilder().addMust(hasId(List.of(id(4), id(5), id(6)))).build();

        assertThat(ids(found(query(nearest(0, 0, 1))
                        .setFilter(few)
                        .addPrefetch(PrefetchQuery.newBuilder()
                                .setQuery(nearest(1, 0, 0))
                                .setLimit(2)))))
                .isEqualTo("6,4");
    }

    @Test
    void prefetch_pointsNamedAnywhere_areNoAnswers() {
        assertThat(ids(found(query(nearest(0.1f, 1, 0))
                        .addPrefetch(PrefetchQuery.newBuilder().setQuery(nearest(1))))))
                .isEqualTo("4,3,2,6,5");
    }

    @Test
    void prefetch_withoutQuestionAfterIt_isRefused() {
        refused(
                client.queryAsync(QueryPoints.newBuilder()
                        .setCollectionName(films)
                        .addPrefetch(PrefetchQuery.newBuilder().setQuery(nearest(1)))
                        .build()),
                Status.Code.INVALID_ARGUMENT,
                "A query is needed to merge the prefetches.");
    }

    @Test
    void sample_drawsDifferentPoints() {
        assertThat(found(query(sample(Sample.Random)).setLimit(4)))
                .extracting(ScoredPoint::getId)
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void anyStage_namesAPointThatIsNotThere_isRefused() {
        RecommendInput gone = RecommendInput.newBuilder()
                .addPositive(vectorInput(id(1)))
                .addNegative(vectorInput(id(77)))
                .build();

        refused(client.queryAsync(query(recommend(gone)).build()), Status.Code.NOT_FOUND, "No point with id 77 found");
        refused(
                client.queryAsync(query(nearest(1))
                        .addPrefetch(PrefetchQuery.newBuilder().setQuery(nearest(77)))
                        .build()),
                Status.Code.NOT_FOUND,
                "No point with id 77 found");
    }

    @Test
    void mmr_outOfRange_isRefused() {
        Query.Builder diverse = Query.newBuilder();
        diverse.getNearestWithMmrBuilder()
                .setNearest(vectorInput(1, 0, 0))
                .getMmrBuilder()
                .setDiversity(1.5f);

        refused(client.queryAsync(query(diverse.build()).build()), Status.Code.INVALID_ARGUMENT, "diversity");

        diverse.getNearestWithMmrBuilder().getMmrBuilder().setDiversity(1).setCandidatesLimit(16_385);

        refused(client.queryAsync(query(diverse.build()).build()), Status.Code.INVALID_ARGUMENT, "candidates_limit");
    }

    @Test
    void recommend_onlyNegatives_averageHasNoVector() {
        RecommendInput dislikes =
                RecommendInput.newBuilder().addNegative(vectorInput(id(1))).build();

        refused(
                client.queryAsync(query(recommend(dislikes)).build()),
                Status.Code.INVALID_ARGUMENT,
                "Positive vectors should not be empty with `average` strategy");
        assertThat(ids(found(query(recommend(dislikes.toBuilder()
                        .setStrategy(RecommendStrategy.BestScore)
                        .build())))))
                .isEqualTo("5,4,6,3,2");
    }

    private List<ScoredPoint> found(QueryPoints.Builder query) {
        return get(client.queryAsync(query.build()));
    }

    private QueryPoints.Builder query(Query question) {
        return QueryPoints.newBuilder().setCollectionName(films).setQuery(question);
    }

    private static PointStruct point(long number, float x, float y, float z) {
        return PointStruct.newBuilder()
                .setId(id(number))
                .setVectors(vectors(x, y, z))
                .build();
    }

    private static String ids(List<ScoredPoint> points) {
        return String.join(
                ",",
                points.stream()
                        .map(each -> Long.toString(each.getId().getNum()))
                        .toList());
    }

    private static void refused(ListenableFuture<?> answer, Status.Code code, String words) {
        assertThatThrownBy(() -> get(answer)).satisfies(refused -> {
            assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(code);
            assertThat(refused).hasMessageContaining(words);
        });
    }
}
