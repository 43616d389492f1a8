package io.kalmstream.encoder.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.Prompts;
import io.kalmstream.encoder.Side;
import org.junit.jupiter.api.Test;

class TextRulesTest {
    private final TextRules rules = new TextRules(new Prompts("Instruct: find \n Query: ", " passage:\u00a0"), false);

    @Test
    void apply_text_isPutBehindThePromptByteForByte() {
        assertThat(rules.apply("a  b", Side.QUERY)).isEqualTo("Instruct: find \n Query: a  b");
    }

    @Test
    void apply_textWithSpaceInFront_keepsItBehindThePrompt() {
        assertThat(rules.apply("  a ", Side.QUERY)).isEqualTo("Instruct: find \n Query:   a");
    }

    @Test
    void apply_emptyText_losesTheSpaceOfThePrompt() {
        assertThat(rules.apply("", Side.QUERY)).isEqualTo("Instruct: find \n Query:");
        assertThat(rules.apply(" ", Side.DOCUMENT)).isEqualTo("passage:");
    }

    @Test
    void apply_lowerCase_lowersThePromptTooAndKnowsTheFinalSigma() {
        TextRules lower = new TextRules(new Prompts("Query: ", ""), true);

        assertThat(lower.apply("\u039f\u0394\u039f\u03a3 I", Side.QUERY))
                .isEqualTo("query: \u03bf\u03b4\u03bf\u03c2 i");
    }
}
