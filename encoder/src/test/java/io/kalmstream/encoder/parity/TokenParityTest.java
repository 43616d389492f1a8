package io.kalmstream.encoder.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.NoTokensException;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same ids as the reference tokenizer, on 2,000 lines in many scripts. */
class TokenParityTest {
    private static final int MAX_TOKENS = 512;
    private static final List<String> LINES = Reference.lines();

    @ParameterizedTest
    @EnumSource(names = {"QWEN2_BIDIRECTIONAL", "QWEN2_CAUSAL", "GEMMA3", "BERT"})
    void tokenize_everyLine_answersTheReferenceIds(ParityCheckpoint checkpoint) throws IOException {
        List<int[]> expected = Reference.tokens(checkpoint).ids();
        assertThat(LINES).hasSize(2_000).hasSameSizeAs(expected);
        SoftAssertions softly = new SoftAssertions();
        try (Tokenizer tokenizer = open(checkpoint, MAX_TOKENS)) {
            for (int i = 0; i < LINES.size(); i++) {
                softly.assertThat(ids(tokenizer, LINES.get(i)))
                        .as("line %d: %s", i, LINES.get(i))
                        .containsExactly(expected.get(i));
            }
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @EnumSource(names = {"QWEN2_BIDIRECTIONAL", "QWEN2_CAUSAL", "GEMMA3", "BERT"})
    void tokenize_longerThanTheLimit_cutsTheTextAndKeepsSpecialTokens(ParityCheckpoint checkpoint) throws IOException {
        Reference.Tokens expected = Reference.tokens(checkpoint);
        for (Map.Entry<Integer, Map<Integer, int[]>> limit :
                expected.truncated().entrySet()) {
            try (Tokenizer tokenizer = open(checkpoint, limit.getKey())) {
                limit.getValue().forEach((line, ids) -> {
                    TokenizedText tokens = tokenizer.tokenize(LINES.get(line));
                    assertThat(tokens.ids()).containsExactly(ids);
                    assertThat(tokens.truncated()).isEqualTo(expected.ids().get(line).length > limit.getKey());
                });
            }
        }
    }

    /** A tokenizer that adds no special tokens makes none of an empty line, which no model can encode. */
    private static int[] ids(Tokenizer tokenizer, String line) {
        try {
            return tokenizer.tokenize(line).ids();
        } catch (NoTokensException e) {
            return new int[0];
        }
    }

    private static Tokenizer open(ParityCheckpoint checkpoint, int maxTokens) throws IOException {
        try (InputStream json = Files.newInputStream(
                ParityCheckpoint.resource("checkpoints/" + checkpoint.tokens() + "/tokenizer.json"))) {
            return Tokenizer.open(json, maxTokens);
        }
    }
}
