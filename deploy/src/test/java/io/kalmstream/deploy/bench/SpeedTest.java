package io.kalmstream.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedTest {
    @Test
    void of_oddRounds_isTheMiddleOne() {
        assertThat(Speed.of(100, List.of(1_000_000_000L, 500_000_000L, 2_000_000_000L)))
                .isEqualTo(new Speed(100, 50, 200));
    }

    @Test
    void of_evenRounds_isBetweenTheMiddleTwo() {
        assertThat(Speed.of(100, List.of(1_000_000_000L, 500_000_000L))).isEqualTo(new Speed(150, 100, 200));
    }
}
