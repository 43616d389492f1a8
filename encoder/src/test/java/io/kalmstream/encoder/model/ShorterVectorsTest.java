package io.kalmstream.encoder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShorterVectorsTest {
    @Test
    void encode_fewerDimensions_answersTheFirstOnesAtUnitLength() {
        TextEncoder whole = new TestingEncoder(32);
        List<TokenizedText> batch = List.of(whole.tokenize("a text", Side.DOCUMENT));
        float[] vector = whole.encode(batch).getFirst();

        try (TextEncoder shorter = ShorterVectors.of(whole, 8)) {
            float[] cut = shorter.encode(batch).getFirst();

            assertThat(shorter.model().dimensions()).isEqualTo(8);
            assertThat(cut).hasSize(8);
            double squares = 0;
            for (int i = 0; i < cut.length; i++) {
                squares += (double) cut[i] * cut[i];
                assertThat(cut[i] / cut[0])
                        .isCloseTo(vector[i] / vector[0], within(1e-3f * Math.abs(vector[i] / vector[0])));
            }
            assertThat(squares).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void of_allDimensions_isTheModelItself() {
        TextEncoder whole = new TestingEncoder(32);

        assertThat(ShorterVectors.of(whole, 32)).isSameAs(whole);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 33})
    void of_dimensionsThatTheModelHasNot_isRefusedAndClosesTheModel(int dimensions) {
        TextEncoder whole = new TestingEncoder(32);

        assertThatThrownBy(() -> ShorterVectors.of(whole, dimensions))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining(Integer.toString(dimensions))
                .hasMessageContaining("32");
        assertThatThrownBy(() -> whole.tokenize("a text", Side.QUERY)).isInstanceOf(IllegalStateException.class);
    }
}
