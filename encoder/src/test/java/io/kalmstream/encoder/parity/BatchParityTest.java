package io.kalmstream.encoder.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.Seed;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever else is in a device batch, in whatever order, a text's vector is what it is alone. */
class BatchParityTest {
    private static final double MIN_COSINE = 1 - 1e-5;
    private static final int MAX_BATCH = 32;
    private static final int ROUNDS = 6;
    private static final List<String> LINES = Reference.lines();

    private final Random random = Seed.random();

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(names = {"QWEN2_BIDIRECTIONAL", "QWEN2_CAUSAL", "GEMMA3", "GEMMA3_BIDIRECTIONAL", "BERT", "BERT_CLS"})
    void encode_randomMixedBatch_answersWhatEachTextAnswersAlone(ParityCheckpoint checkpoint) {
        String folder = checkpoint.copyInto(temp).toString();
        try (TextEncoder encoder =
                Encoders.open(folder, EncoderOptions.defaults().withThreads(1))) {
            for (int round = 0; round < ROUNDS; round++) {
                List<TokenizedText> batch = batch(encoder);
                List<float[]> together = encoder.encode(batch);
                for (int i = 0; i < batch.size(); i++) {
                    float[] alone = encoder.encode(List.of(batch.get(i))).getFirst();
                    assertThat(Vectors.cosine(alone, together.get(i)))
                            .as(
                                    "row %d of %d, %d tokens",
                                    i, batch.size(), batch.get(i).length())
                            .isGreaterThanOrEqualTo(MIN_COSINE);
                }
            }
        }
    }

    private List<TokenizedText> batch(TextEncoder encoder) {
        int size = 1 + random.nextInt(MAX_BATCH);
        List<TokenizedText> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Side side = random.nextBoolean() ? Side.QUERY : Side.DOCUMENT;
            batch.add(encoder.tokenize(text(), side));
        }
        return batch;
    }

    /** From a letter to several lines, longer than the model reads now and then. */
    private String text() {
        StringBuilder text = new StringBuilder("a");
        int lines = random.nextInt(4) == 0 ? random.nextInt(30) : random.nextInt(3);
        for (int i = 0; i < lines; i++) {
            text.append(' ').append(LINES.get(random.nextInt(LINES.size())));
        }
        return text.toString();
    }
}
