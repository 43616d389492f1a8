package io.kalmstream.encoder;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EncodersTest {
    @Test
    void open_unknownModel_isRefusedNamingWhatIsKnown() {
        assertThatThrownBy(() -> Encoders.open("no-such-model", 1))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("no-such-model")
                .hasMessageContaining("builtin");
    }

    @Test
    void builtIn_noThreads_isRefused() {
        assertThatThrownBy(() -> Encoders.builtIn(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
