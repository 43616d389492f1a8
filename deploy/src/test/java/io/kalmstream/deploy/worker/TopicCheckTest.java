package io.kalmstream.deploy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.topology.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TopicCheckTest {
    private final Topics topics = new Topics(List.of("in", "more"), "dead", "twins", "vectors");

    @Test
    void problems_none() {
        assertThat(TopicCheck.problems(
                        topics, Map.of("in", 3, "more", 3, "dead", 1, "twins", 2, "vectors", 1), Set.of()))
                .isEmpty();
    }

    @Test
    void problems_sayHowLettersGetRoom() {
        assertThat(TopicCheck.problems(topics, Map.of("in", 3, "more", 3, "twins", 2, "vectors", 1), Set.of()))
                .containsExactly(
                        "there is no topic dead; create it, the one for dead letters with max.message.bytes=2097152");
    }

    @Test
    void problems_allAtOnce() {
        assertThat(TopicCheck.problems(topics, Map.of("in", 3, "more", 2, "dead", 1), Set.of()))
                .containsExactly(
                        "there is no topic twins, vectors; create it",
                        "input topics must have the same number of partitions, and have {in=3, more=2}");
    }
}
