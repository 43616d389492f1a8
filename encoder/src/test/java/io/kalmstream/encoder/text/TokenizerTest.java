package io.kalmstream.encoder.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TokenizerTest {
    @Test
    void open_noTokenizerJson_isRefused() {
        InputStream json = new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Tokenizer.open(json, 16))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("tokenizer.json");
    }
}
