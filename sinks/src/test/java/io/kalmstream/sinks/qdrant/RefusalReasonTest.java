package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RefusalReasonTest {
    @Test
    void of_wordsWithoutQuotation_areKept() {
        String words = "INVALID_ARGUMENT: Wrong input: can't take 3 dimensions, expected dim: 4";

        assertThat(RefusalReason.of(words)).isEqualTo(words);
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
        assertThat(RefusalReason.of("INVALID_ARGUMENT: bad value " + quoted + ": canary"))
                .isEqualTo("INVALID_ARGUMENT: bad value ...");
    }

    @Test
    void of_longWords_areCut() {
        assertThat(RefusalReason.of("x".repeat(300))).isEqualTo("x".repeat(200) + "...");
    }
}
