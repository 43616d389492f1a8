package io.kalmstream.encoder.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WellFormedTest {
    @Test
    void of_wellFormedText_isTheTextItself() {
        String text = "a\uD83D\uDE00b\0";

        assertThat(WellFormed.of(text)).isSameAs(text);
    }

    @Test
    void of_loneSurrogates_areReplacedAndPairsKept() {
        assertThat(WellFormed.of("\uD83D")).isEqualTo("\uFFFD");
        assertThat(WellFormed.of("\uDE00a")).isEqualTo("\uFFFDa");
        assertThat(WellFormed.of("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
        assertThat(WellFormed.of("\uD83D\uD83D\uDE00\uDE00")).isEqualTo("\uFFFD\uD83D\uDE00\uFFFD");
    }
}
