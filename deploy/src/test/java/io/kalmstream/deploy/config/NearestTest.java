package io.kalmstream.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {
    private static final List<String> KNOWN =
            List.of("qdrant.url", "qdrant.collection", "input.topic", "input.format", "dead.letters.topic");

    @Test
    void to_answersWhatIsMeant_nearestFirst() {
        assertThat(Nearest.to("qdrant.ulr", KNOWN)).first().isEqualTo("qdrant.url");
        assertThat(Nearest.to("input.topics", KNOWN)).first().isEqualTo("input.topic");
        assertThat(Nearest.to("deadletters.topic", KNOWN)).containsExactly("dead.letters.topic");
    }

    @Test
    void to_answersAtMostThree_andNothingForAWordLikeNone() {
        assertThat(Nearest.to("a.b", List.of("a.b1", "a.b2", "a.b3", "a.b4"))).containsExactly("a.b1", "a.b2", "a.b3");
        assertThat(Nearest.to("zebra", KNOWN)).isEmpty();
    }
}
