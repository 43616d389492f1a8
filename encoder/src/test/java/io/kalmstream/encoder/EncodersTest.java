package io.kalmstream.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.hub.HubException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodersTest {
    private static final EncoderOptions OPTIONS = EncoderOptions.defaults().withThreads(1);

    @ParameterizedTest
    @ValueSource(strings = {"no-such-model", "", "nul\0"})
    void open_unknownModel_isRefusedNamingWhatIsKnown(String model) {
        assertThatThrownBy(() -> Encoders.open(model, 1))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("'" + model + "'")
                .hasMessageContaining("builtin")
                .hasMessageContaining("hf:");
    }

    @Test
    void open_nameThatTheHubCannotHave_isRefused() {
        assertThatThrownBy(() -> Encoders.open("hf:no/such/name", OPTIONS))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("no/such/name");
    }

    @Test
    void builtIn_noThreads_isRefused() {
        assertThatThrownBy(() -> Encoders.builtIn(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void builtIn_fewerDimensionsAndTokens_appliesThem() {
        try (TextEncoder encoder = Encoders.builtIn(OPTIONS.withDimensions(64).withMaxTokens(7))) {
            TokenizedText text = encoder.tokenize("a text of more than seven tokens, as anyone can see", Side.DOCUMENT);

            assertThat(encoder.model().dimensions()).isEqualTo(64);
            assertThat(text.length()).isEqualTo(7);
            assertThat(encoder.encode(List.of(text)).getFirst()).hasSize(64);
        }
    }

    @Test
    void builtIn_optionThatDoesNotApply_isRefused() {
        for (EncoderOptions options : List.of(
                OPTIONS.withAttention(Attention.CAUSAL),
                OPTIONS.withPooling(Pooling.CLS),
                OPTIONS.withMaxTokens(513),
                OPTIONS.withDimensions(385))) {
            assertThatThrownBy(() -> Encoders.builtIn(options))
                    .isInstanceOf(EncoderException.class)
                    .hasMessageContaining("encoder.");
        }
    }
}
