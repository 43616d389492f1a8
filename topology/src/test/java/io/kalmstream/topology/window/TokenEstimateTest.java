package io.kalmstream.topology.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TokenEstimateTest {
    private final TokenEstimate tokens = new TokenEstimate(100);

    @Test
    void of_isBoundedByTheModel() {
        assertThat(tokens.of("")).isEqualTo(1);
        assertThat(tokens.of("x".repeat(1_000_000))).isEqualTo(100);
    }

    @Test
    void learn_followsTheTexts() {
        assertThat(tokens.of("x".repeat(40))).isEqualTo(10);
        for (int i = 0; i < 10_000; i++) {
            tokens.learn("x".repeat(20), 20);
        }
        assertThat(tokens.of("x".repeat(40))).isBetween(39, 40);
        for (int i = 0; i < 50_000; i++) {
            tokens.learn("x".repeat(20), 2);
        }
        assertThat(tokens.of("x".repeat(40))).isBetween(4, 5);
    }
}
