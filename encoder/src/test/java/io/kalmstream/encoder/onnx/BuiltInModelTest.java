package io.kalmstream.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TextEncoderContract;
import io.kalmstream.encoder.TokenizedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuiltInModelTest extends TextEncoderContract {
    private TextEncoder encoder;

    @BeforeAll
    void open() {
        encoder = Encoders.builtIn();
    }

    @AfterAll
    void close() {
        encoder.close();
    }

    @Override
    protected TextEncoder encoder() {
        return encoder;
    }

    @Override
    protected TextEncoder openAnother() {
        return Encoders.open(Encoders.BUILT_IN, 1);
    }

    @Test
    void model_opened_isStampedWithItsContent() {
        assertThat(encoder.model()).isEqualTo(new ModelCard("all-MiniLM-L6-v2", "759c3cd2b7fe", 384, 256));
    }

    /** Where ONNX Runtime's reporting starts, it leaves this file. */
    @Test
    void open_runtimeThatReportsToItsMaker_isKeptFromIt() {
        String log = "mat-debug-" + ProcessHandle.current().pid() + ".log";

        assertThat(Path.of(System.getProperty("java.io.tmpdir"), log)).doesNotExist();
    }

    /** The reference was made by {@code minilm_reference.py}, with another tokenizer binding and pooling in numpy. */
    @ParameterizedTest
    @MethodSource("reference")
    void encode_referenceText_answersTheReferenceVector(Reference reference) {
        TokenizedText tokens = encoder.tokenize(reference.text, Side.DOCUMENT);
        assertThat(tokens.ids()).containsExactly(reference.ids);

        TokenizedText longer =
                encoder.tokenize("a longer text beside it, so that there is padding ".repeat(9), Side.DOCUMENT);
        float[] vector = encoder.encode(List.of(longer, tokens)).get(1);

        double cosine = 0;
        for (int i = 0; i < vector.length; i++) {
            assertThat((double) vector[i]).isCloseTo(reference.vector[i], within(1e-4));
            cosine += vector[i] * reference.vector[i];
        }
        assertThat(cosine).isGreaterThanOrEqualTo(0.99999);
    }

    static Stream<Reference> reference() throws IOException {
        try (InputStream json = BuiltInModelTest.class.getResourceAsStream("minilm-reference.json")) {
            JsonNode rows = new ObjectMapper().readTree(json);
            return StreamSupport.stream(rows.spliterator(), false).map(Reference::of);
        }
    }

    record Reference(String text, int[] ids, double[] vector) {
        static Reference of(JsonNode row) {
            return new Reference(row.get("text").asText(), ints(row.get("ids")), doubles(row.get("vector")));
        }

        private static int[] ints(JsonNode values) {
            return StreamSupport.stream(values.spliterator(), false)
                    .mapToInt(JsonNode::asInt)
                    .toArray();
        }

        private static double[] doubles(JsonNode values) {
            return StreamSupport.stream(values.spliterator(), false)
                    .mapToDouble(JsonNode::asDouble)
                    .toArray();
        }

        @Override
        public String toString() {
            return text.substring(0, Math.min(20, text.length()));
        }
    }
}
