package io.kalmstream.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PicksTest {
    @Test
    void take_spreadsOverAll() {
        Picks<Integer> picks = new Picks<>();
        IntStream.range(0, 10_000).forEach(picks::offer);
        assertThat(picks.take(3))
                .hasSize(3)
                .startsWith(0)
                .satisfies(taken -> assertThat(taken.get(1)).isBetween(2_000, 5_000))
                .satisfies(taken -> assertThat(taken.get(2)).isBetween(5_000, 9_000));
    }

    @Test
    void take_answersAll_ofFew() {
        Picks<String> picks = new Picks<>();
        picks.offer("a");
        picks.offer("b");
        assertThat(picks.take(3)).containsExactly("a", "b");
        assertThat(new Picks<String>().take(3)).isEmpty();
    }
}
