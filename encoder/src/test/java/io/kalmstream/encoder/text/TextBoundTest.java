package io.kalmstream.encoder.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextBoundTest {
    private final TextBound bound = new TextBound(2);

    @Test
    void cut_textWithinTheBound_isTheTextItself() {
        String text = "a".repeat(128);

        assertThat(bound.cut(text)).isSameAs(text);
        assertThat(bound.exceeds(text)).isFalse();
    }

    @Test
    void cut_longText_keepsItsBeginning() {
        assertThat(bound.cut("ab".repeat(65))).isEqualTo("ab".repeat(64));
        assertThat(bound.exceeds("ab".repeat(65))).isTrue();
    }

    @Test
    void cut_inTheMiddleOfASurrogatePair_leavesThePairOut() {
        String text = "a".repeat(127) + "\uD83D\uDE00";

        assertThat(bound.cut(text)).isEqualTo("a".repeat(127));
    }
}
