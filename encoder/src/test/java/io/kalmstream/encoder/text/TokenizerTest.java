package io.kalmstream.encoder.text;

import static io.kalmstream.encoder.text.TestingTokenizerJson.END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.NoTokensException;
import io.kalmstream.encoder.Prompts;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TokenizedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {
    private static final TextRules RULES = new TextRules(new Prompts("query ", ""), false);

    @TempDir
    private Path folder;

    @Test
    void open_noTokenizerJson_isRefused() {
        InputStream json = new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Tokenizer.open(json, 16))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("tokenizer.json");
    }

    @Test
    void open_noFile_isRefusedByName() {
        Path missing = folder.resolve("tokenizer.json");

        assertThatThrownBy(() -> Tokenizer.open(missing, 16, RULES))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void tokenize_eitherSide_hasItsPromptAndTheEnd() throws IOException {
        try (Tokenizer tokenizer = open(TestingTokenizerJson.withEnd(), 16)) {
            assertThat(tokenizer.tokenize("a cat", Side.QUERY).ids()).containsExactly(5, 1, 3, END);
            assertThat(tokenizer.tokenize("a cat", Side.DOCUMENT).ids()).containsExactly(1, 3, END);
            assertThat(tokenizer.tokenize("a cat").ids()).containsExactly(1, 3, END);
        }
    }

    @Test
    void tokenize_longText_isCutBeforeTheEnd() throws IOException {
        try (Tokenizer tokenizer = open(TestingTokenizerJson.withEnd(), 4)) {
            TokenizedText exact = tokenizer.tokenize("a b", Side.QUERY);
            TokenizedText longer = tokenizer.tokenize("a b cat", Side.QUERY);

            assertThat(exact).usingRecursiveComparison().isEqualTo(new TokenizedText(new int[] {5, 1, 2, END}, false));
            assertThat(longer).usingRecursiveComparison().isEqualTo(new TokenizedText(new int[] {5, 1, 2, END}, true));
        }
    }

    @Test
    void tokenize_emptyText_isTheEndAlone() throws IOException {
        try (Tokenizer tokenizer = open(TestingTokenizerJson.withEnd(), 4)) {
            assertThat(tokenizer.tokenize("", Side.DOCUMENT).ids()).containsExactly(END);
            assertThat(tokenizer.tokenize(" \n", Side.QUERY).ids()).containsExactly(5, END);
        }
    }

    @Test
    void tokenize_whiteSpaceFarBeyondTheBound_isNoTruncation() throws IOException {
        try (Tokenizer tokenizer = open(TestingTokenizerJson.withEnd(), 4)) {
            TokenizedText tokens = tokenizer.tokenize("a" + " ".repeat(10_000), Side.DOCUMENT);

            assertThat(tokens).usingRecursiveComparison().isEqualTo(new TokenizedText(new int[] {1, END}, false));
        }
    }

    @Test
    void tokenize_noTokenAtAll_isTheTextsOwnFault() throws IOException {
        try (Tokenizer tokenizer = open(TestingTokenizerJson.withoutEnd(), 4)) {
            assertThat(tokenizer.tokenize("a", Side.DOCUMENT).ids()).containsExactly(1);
            assertThatThrownBy(() -> tokenizer.tokenize(" ", Side.DOCUMENT)).isInstanceOf(NoTokensException.class);
        }
    }

    private Tokenizer open(String json, int maxTokens) throws IOException {
        return Tokenizer.open(Files.writeString(folder.resolve("tokenizer.json"), json), maxTokens, RULES);
    }
}
