package io.kalmstream.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PercentilesTest {
    @Test
    void at_answersAMeasuredValue() {
        Percentiles percentiles =
                new Percentiles(LongStream.rangeClosed(1, 100).boxed().toList().reversed());
        assertThat(percentiles.at(50)).isEqualTo(50);
        assertThat(percentiles.at(99)).isEqualTo(99);
        assertThat(percentiles.at(100)).isEqualTo(100);
    }

    @Test
    void at_takesTheUpperOne_ofFew() {
        Percentiles percentiles = new Percentiles(List.of(30L, 10L, 20L));
        assertThat(percentiles.at(0)).isEqualTo(10);
        assertThat(percentiles.at(50)).isEqualTo(20);
        assertThat(percentiles.at(99)).isEqualTo(30);
    }

    @Test
    void at_isZero_ofNothing() {
        assertThat(new Percentiles(List.of()).at(99)).isZero();
    }
}
