package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerWordsTest {
    @Test
    void of_wordsWithoutQuotation_areKept() {
        String words = "INVALID_ARGUMENT: Wrong input: can't take 3 dimensions, expected dim: 4";

        assertThat(ServerWords.of(words)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"canary\"",
                "`canary`",
                "'canary'",
                "'it's canary'",
                "'t canary'",
                "\"a \" b canary\" of the \"canary",
                "\u201ccanary\u201d",
                "\ncanary",
            })
    void of_quotation_endsTheWords(String quoted) {
        assertThat(ServerWords.of("INVALID_ARGUMENT: bad value " + quoted + ": canary"))
                .isEqualTo("INVALID_ARGUMENT: bad value ...");
    }

    @Test
    void of_longWords_areCut() {
        assertThat(ServerWords.of("x".repeat(300))).isEqualTo("x".repeat(200) + "...");
    }
}
