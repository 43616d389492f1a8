package io.kalmstream.topology.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kalmstream.avro.InteractionKind;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.RecommendQuery.Example;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProfileTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final RecommendationRules RULES = new RecommendationRules(
            RecommendQuery.Strategy.AVERAGE_VECTOR, 10, 0, Duration.ofDays(1), Duration.ZERO, 2, 3);

    @Test
    void query_nothingLiked_isEmpty() {
        assertThat(Profile.EMPTY.query("", RULES)).isEmpty();
        assertThat(profile(said("a", InteractionKind.DISLIKE, 0)).query("", RULES))
                .isEmpty();
    }

    @Test
    void query_weighsKindsAndAge() {
        Profile profile = profile(said("old", InteractionKind.LIKE, -24), said("view", InteractionKind.VIEW, 0));

        RecommendQuery query = profile.query("acme", RULES).orElseThrow();

        assertThat(query.tenant()).isEqualTo("acme");
        assertThat(query.positives()).extracting(Example::id).containsExactly("old", "view");
        assertThat(query.positives().get(0).weight()).isCloseTo(0.5, within(1e-9));
        assertThat(query.positives().get(1).weight()).isCloseTo(0.2, within(1e-9));
        assertThat(query.excluded()).containsExactlyInAnyOrder("old", "view");
        assertThat(query.canonicalOnly()).isTrue();
    }

    @Test
    void with_saidOutright_countsBeforeWhatWasDone_andTheLaterBeforeTheEarlier() {
        assertThat(kinds(said("a", InteractionKind.DISLIKE, 0), said("a", InteractionKind.CLICK, 1)))
                .containsExactly(InteractionKind.DISLIKE);
        assertThat(kinds(said("a", InteractionKind.DISLIKE, 0), said("a", InteractionKind.LIKE, 1)))
                .containsExactly(InteractionKind.LIKE);
        assertThat(kinds(said("a", InteractionKind.DISLIKE, 1), said("a", InteractionKind.LIKE, 0)))
                .containsExactly(InteractionKind.DISLIKE);
        assertThat(kinds(said("a", InteractionKind.CLICK, 0), said("a", InteractionKind.VIEW, 1)))
                .containsExactly(InteractionKind.CLICK);
    }

    @Test
    void with_isBounded_theOldestGo() {
        Profile profile = profile(
                said("a", InteractionKind.LIKE, 0),
                said("b", InteractionKind.LIKE, 3),
                said("c", InteractionKind.LIKE, 1),
                said("d", InteractionKind.LIKE, 2));

        assertThat(profile.signals()).extracting(Signal::item).containsExactly("b", "d", "c");
        assertThat(profile.query("", RULES).orElseThrow().positives()).hasSize(2);
    }

    @Test
    void codec_comesBackAsItWent() {
        Profile profile =
                profile(said("\u4f60\u597d", InteractionKind.PURCHASE, 0), said("b", InteractionKind.DISLIKE, 3));

        assertThat(ProfileCodec.decode(ProfileCodec.encode(profile))).isEqualTo(profile);
    }

    private static List<InteractionKind> kinds(Signal... signals) {
        return profile(signals).signals().stream().map(Signal::kind).toList();
    }

    private static Profile profile(Signal... signals) {
        Profile profile = Profile.EMPTY;
        for (Signal signal : signals) {
            profile = profile.with(signal, RULES.seen());
        }
        return profile;
    }

    private static Signal said(String item, InteractionKind kind, int hour) {
        return new Signal(item, kind, 1, NOON.plus(Duration.ofHours(hour)));
    }
}
