package io.kalmstream.sinks;

import static io.kalmstream.sinks.RecommendQuery.Strategy.AVERAGE_VECTOR;
import static io.kalmstream.sinks.RecommendQuery.Strategy.BEST_SCORE;
import static io.kalmstream.sinks.Samples.NOON;
import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.point;
import static io.kalmstream.sinks.Samples.textHash;
import static io.kalmstream.sinks.Samples.unit;
import static io.kalmstream.sinks.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kalmstream.sinks.RecommendQuery.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link VectorStore} recommends. */
interface RecommendingContract extends OpenedStore {
    @ParameterizedTest
    @EnumSource
    default void recommend_onePositive_itsNeighboursWithoutIt(Strategy strategy) {
        apply(upsert("a", 1, 0, 0, 0), upsert("near", 3, 1, 0, 0), upsert("far", 1, 3, 0, 0));

        assertThat(ids(asked("a").by(strategy))).containsExactly("near", "far");
    }

    @Test
    default void recommend_averageVector_scoreIsCosineWithTheMean() {
        apply(
                upsert("x", 1, 0, 0, 0),
                upsert("y", 0, 1, 0, 0),
                upsert("between", 1, 1, 0, 0),
                upsert("off", 1, 0, 1, 0));

        List<Neighbour> hits = store().recommend(asked("x", "y").query());

        assertThat(hits).extracting(hit -> hit.point().key().id()).containsExactly("between", "off");
        assertThat(hits.get(0).score()).isCloseTo(1, within(1e-4));
        assertThat(hits.get(1).score()).isCloseTo(0.5, within(1e-4));
    }

    @Test
    default void recommend_averageVector_heavierExampleAttractsMore() {
        apply(
                upsert("x", 1, 0, 0, 0),
                upsert("y", 0, 1, 0, 0),
                upsert("likeX", 3, 1, 0, 0),
                upsert("likeY", 1, 3, 0, 0));

        assertThat(ids(asked().like("x", 2).like("y", 1))).containsExactly("likeX", "likeY");
        assertThat(ids(asked().like("x", 0.01).like("y", 0.02))).containsExactly("likeY", "likeX");
    }

    @Test
    default void recommend_averageVector_weightedMeanOfNegatives() {
        apply(upsert("p", 0, 0, 1, 0), upsert("x", 1, 0, 0, 0), upsert("y", 0, 1, 0, 0), upsert("hit", 0, 1, 1, 1));

        // 2 * (0, 0, 1) - (0.75, 0.25, 0), length 2.1506; with (0, 1, 1, 1) / 1.7321
        assertThat(store().recommend(asked("p").unlike("x", 3).unlike("y", 1).query()))
                .singleElement()
                .satisfies(hit -> assertThat(hit.score()).isCloseTo(0.4698, within(1e-3)));
    }

    @ParameterizedTest
    @EnumSource
    default void recommend_negativesPushAway(Strategy strategy) {
        apply(
                upsert("p", 2, 0, 1, 0),
                upsert("n", 2, 1, 0, 0),
                upsert("likeN", 4, 2, 0.5f, 0),
                upsert("likeP", 1, 0, 2, 0));

        assertThat(ids(asked("p").without("n").by(strategy))).containsExactly("likeN", "likeP");
        assertThat(ids(asked("p").unlike("n", 1).by(strategy))).containsExactly("likeP", "likeN");
    }

    @Test
    default void recommend_bestScore_scoreIsQdrants() {
        apply(
                upsert("p", 1, 0, 0, 0),
                upsert("n", 0, 1, 0, 0),
                upsert("likeP", 4, 3, 0, 0),
                upsert("likeN", 3, 4, 0, 0),
                upsert("between", 1, 1, 0, 0));

        List<Neighbour> hits =
                store().recommend(asked("p").unlike("n", 1).by(BEST_SCORE).query());

        // (0.8 / 1.8 + 1) / 2; what is as near to a negative example as to a positive one counts as unwanted
        assertThat(hits).extracting(hit -> hit.point().key().id()).containsExactly("likeP", "between", "likeN");
        assertThat(hits.get(0).score()).isCloseTo(0.7222, within(1e-3));
        assertThat(hits.get(1).score()).isCloseTo(-0.7071, within(1e-3));
        assertThat(hits.get(2).score()).isCloseTo(-0.7222, within(1e-3));
    }

    @Test
    default void recommend_bestScore_eitherInterest_weightsDoNotMatter() {
        apply(
                upsert("x", 1, 0, 0, 0),
                upsert("y", 0, 1, 0, 0),
                upsert("likeX", 10, 0, 1, 0),
                upsert("likeY", 0, 8, 1, 0),
                upsert("between", 1, 1, 0, 0));

        assertThat(ids(asked("x", "y").by(AVERAGE_VECTOR))).startsWith("between");
        assertThat(ids(asked("x", "y").by(BEST_SCORE))).containsExactly("likeX", "likeY", "between");
        assertThat(ids(asked().like("x", 1).like("y", 1000).by(BEST_SCORE)))
                .containsExactly("likeX", "likeY", "between");
    }

    @Test
    default void recommend_bestScore_onlyNegatives_leastLikeThem() {
        apply(upsert("n", 1, 0, 0, 0), upsert("near", 3, 1, 0, 0), upsert("far", 1, 3, 0, 0));

        assertThat(ids(asked().unlike("n", 1).by(BEST_SCORE))).containsExactly("far", "near");
        assertThat(ids(asked().unlike("n", 1).by(BEST_SCORE).diversity(0.1))).containsExactly("far", "near");
    }

    @ParameterizedTest
    @EnumSource
    default void recommend_examplesThatAreGone_leftOut(Strategy strategy) {
        apply(upsert("a", 1, 0, 0, 0), upsert("near", 3, 1, 0, 0), upsert("far", 1, 3, 0, 0));

        assertThat(ids(asked("a", "gone").unlike("gone too", 1).by(strategy))).containsExactly("near", "far");
        assertThat(ids(asked("gone").by(strategy))).isEmpty();
    }

    @Test
    default void recommend_positivesAreGone_negativesAreNot() {
        apply(upsert("n", 1, 0, 0, 0), upsert("near", 3, 1, 0, 0), upsert("far", 1, 3, 0, 0));

        assertThat(ids(asked("gone").unlike("n", 1).by(AVERAGE_VECTOR))).isEmpty();
        assertThat(ids(asked("gone").unlike("n", 1).by(BEST_SCORE))).containsExactly("far", "near");
    }

    @ParameterizedTest
    @EnumSource
    default void recommend_excludedAndExamples_neverComeBack(Strategy strategy) {
        apply(
                upsert("a", 1, 0, 0, 0),
                upsert("n", 0, 0, 0, 1),
                upsert("seen", 1, 0.1f, 0, 0),
                upsert("other", 1, 0.2f, 0, 0));

        for (double diversity : List.of(0.0, 0.5)) {
            assertThat(ids(asked("a")
                            .unlike("n", 1)
                            .without("seen", "gone")
                            .by(strategy)
                            .diversity(diversity)))
                    .containsExactly("other");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void recommend_copiesOfWhatWasSeen_doNotComeBack(Strategy strategy) {
        apply(
                upsert("example", 1, 0, 0, 0),
                upsert("its copy", 1, 0, 0, 0),
                upsert("seen", 1, 0.1f, 0, 0),
                upsert("copy of seen", 1, 0.1f, 0, 0),
                upsert("canonical", 1, 0.2f, 0, 0),
                upsert("seen copy", 1, 0.2f, 0, 0),
                upsert("another copy", 1, 0.2f, 0, 0),
                upsert("new", 1, 0.3f, 0, 0),
                upsert("copy of new", 1, 0.3f, 0, 0));
        apply(
                mark("its copy", "example"),
                mark("copy of seen", "seen"),
                mark("seen copy", "canonical"),
                mark("another copy", "canonical"),
                mark("copy of new", "new"));

        assertThat(ids(asked("example").without("seen", "seen copy").by(strategy)))
                .containsExactlyInAnyOrder("new", "copy of new");
        assertThat(ids(asked("example")
                        .without("seen", "seen copy")
                        .by(strategy)
                        .canonicals()))
                .containsExactly("new");
    }

    @ParameterizedTest
    @EnumSource
    default void recommend_exampleIsACopy_itsCanonicalDoesNotComeBack(Strategy strategy) {
        apply(upsert("canonical", 1, 0, 0, 0), upsert("copy", 1, 0, 0, 0), upsert("other", 1, 1, 0, 0));
        apply(mark("copy", "canonical"));

        assertThat(ids(asked("copy").by(strategy))).containsExactly("other");
        assertThat(ids(asked("copy").by(strategy).canonicals())).containsExactly("other");
    }

    @ParameterizedTest
    @EnumSource
    default void recommend_diversity_widensTheAnswer(Strategy strategy) {
        List<Change> points = new ArrayList<>(List.of(upsert("a", 1, 0, 0, 0), upsert("different", 2, 0, 0, 1.1f)));
        for (int i = 1; i <= 20; i++) {
            points.add(upsert("same" + i, 2, 1, i / 100f, 0));
        }
        apply(points.toArray(Change[]::new));

        assertThat(ids(asked("a").by(strategy).limit(2))).doesNotContain("different");
        assertThat(ids(asked("a").by(strategy).limit(2).diversity(0.5))).containsExactly("same1", "different");
        assertThat(ids(asked("a").by(strategy).diversity(0.5))).hasSize(21).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    default void recommend_limit_tiesByDocumentId(Strategy strategy) {
        apply(
                upsert("a", 1, 0, 0, 0),
                upsert("d", 1, 1, 0, 0),
                upsert("b", 1, 1, 0, 0),
                upsert("c", 1, 1, 0, 0),
                upsert("best", 2, 1, 0, 0));

        assertThat(ids(asked("a").by(strategy).limit(4))).containsExactly("best", "b", "c", "d");
        assertThat(ids(asked("a").by(strategy).limit(2)))
                .hasSize(2)
                .startsWith("best")
                .isEqualTo(ids(asked("a").by(strategy).limit(2)));
    }

    @Test
    default void recommend_examplesCancelOut_nothingIsNearer() {
        apply(upsert("x", 1, 0, 0, 0), upsert("anti", -1, 0, 0, 0), upsert("b", 0, 1, 0, 0), upsert("c", 1, 1, 0, 0));

        assertThat(store().recommend(asked("x", "anti").query()))
                .allSatisfy(hit -> assertThat(hit.score()).isCloseTo(0, within(1e-5)))
                .extracting(hit -> hit.point().key().id())
                .containsExactly("b", "c");
    }

    @ParameterizedTest
    @EnumSource
    default void recommend_manyExcluded(Strategy strategy) {
        List<Change> points = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            points.add(upsert("p" + i, (float) Math.cos(i / 400.0), (float) Math.sin(i / 400.0), 0, 0));
        }
        apply(points.toArray(Change[]::new));
        String[] seen =
                Stream.iterate(1, i -> i + 1).limit(597).map(i -> "p" + i).toArray(String[]::new);

        assertThat(ids(asked("p0").without(seen).by(strategy))).containsExactly("p598", "p599");
    }

    @Test
    default void recommend_returnsTheWholePoint() {
        apply(upsert("a", 1, 0, 0, 0), upsert("b", 1, 0, 0, 0));

        assertThat(store().recommend(asked("a").query())).singleElement().satisfies(hit -> {
            assertThat(hit.point()).isEqualTo(get(key("b")).orElseThrow());
            assertThat(hit.score()).isCloseTo(1, within(1e-5));
        });
    }

    @ParameterizedTest
    @EnumSource
    default void recommend_tenantsNeverMeet(Strategy strategy) {
        apply(
                upsertOf("t1", "a"),
                upsertOf("t1", "b"),
                upsertOf("t2", "a"),
                upsertOf("t2", "c"),
                upsertOf("", "d"),
                new Change.Upsert(point(new DocumentKey("t2", "only here"), NOON, "x", unit(0, 1, 0, 0))));

        assertThat(store().recommend(asked("a").of("t1").by(strategy).query()))
                .extracting(hit -> hit.point().key())
                .containsExactly(new DocumentKey("t1", "b"));
        assertThat(store().recommend(asked("only here").of("t1").by(strategy).query()))
                .isEmpty();
        assertThat(store().recommend(asked("a").of("t3").by(strategy).query())).isEmpty();
    }

    private static Change mark(String id, String canonical) {
        return new Change.MarkDuplicate(key(id), textHash(id), new Duplicate(canonical, 0.99, Duplicate.Kind.NEAR));
    }

    private List<String> ids(Asked asked) {
        return store().recommend(asked.query()).stream()
                .map(hit -> hit.point().key().id())
                .toList();
    }

    private static Asked asked(String... positives) {
        Asked asked = new Asked();
        for (String id : positives) {
            asked.like(id, 1);
        }
        return asked;
    }
}
