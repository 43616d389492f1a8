package io.kalmstream.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Precision;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TextEncoderContract;
import io.kalmstream.encoder.TokenizedText;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuiltInInt8ModelTest extends TextEncoderContract {
    private static final List<String> TEXTS = List.of(
            "A cat sleeps on the sofa.",
            "The central bank raised interest rates for the third time this year, and shares fell.",
            "Yellow children's raincoat, ages 3-8.",
            "I cannot log in since yesterday: the page says that my password is wrong, but I have not changed it.",
            "Der Zug f\u00e4hrt heute nicht, weil ein Baum auf den Gleisen liegt.",
            "Boil the pasta, keep a cup of its water, and stir it into the cheese off the heat.",
            "\u6771\u4eac\u306e\u5929\u6c17\u306f\u6674\u308c\u3067\u3059\u3002",
            "ok");

    private TextEncoder encoder;

    @BeforeAll
    void open() {
        encoder = openAnother();
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
        return Encoders.open(
                Encoders.BUILT_IN,
                EncoderOptions.defaults().withPrecision(Precision.INT8).withThreads(2));
    }

    /** Its vectors differ from those of fp32, so that the two must not meet in a collection. */
    @Test
    void model_opened_hasAStampOfItsOwn() {
        assertThat(encoder.model()).isEqualTo(new ModelCard("all-MiniLM-L6-v2", "759c3cd2b7fe-int8", 384, 256));
    }

    @Test
    void encode_ordinaryTexts_answersNearlyWhatFp32Does() {
        try (TextEncoder fp32 = Encoders.builtIn()) {
            List<float[]> expected = encode(fp32);
            List<float[]> actual = encode(encoder);

            DoubleSummaryStatistics cosines = IntStream.range(0, TEXTS.size())
                    .mapToDouble(i -> dot(expected.get(i), actual.get(i)))
                    .summaryStatistics();
            assertThat(cosines.getMin()).isGreaterThan(0.965);
            assertThat(cosines.getAverage()).isGreaterThan(0.985);
        }
    }

    private static List<float[]> encode(TextEncoder encoder) {
        List<TokenizedText> batch = TEXTS.stream()
                .map(text -> encoder.tokenize(text, Side.DOCUMENT))
                .toList();
        return encoder.encode(batch);
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
