package io.kalmstream.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Seed;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.checkpoint.DataType;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.checkpoint.ModelSpec;
import io.kalmstream.encoder.graph.ModelGraph;
import io.kalmstream.encoder.graph.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds whatever the weights are; that the numbers are those of the real models is shown on checkpoints. */
class ModelGraphTest {
    private static final int DIMENSIONS = 16;

    @TempDir
    Path folder;

    private final Random random = Seed.random();

    static Stream<Arguments> everyModel() {
        List<Arguments> models = new ArrayList<>();
        for (ModelSpec spec : List.of(TinyModel.qwen2(), TinyModel.gemma3(), TinyModel.bert())) {
            for (Attention attention : Attention.values()) {
                for (Pooling pooling : Pooling.values()) {
                    for (DataType type : DataType.values()) {
                        models.add(Arguments.of(spec, attention, pooling, type));
                    }
                }
            }
        }
        return models.stream();
    }

    @ParameterizedTest
    @MethodSource("everyModel")
    void run_paddedBatch_answersUnitVectorsAsIfEachTextWereAlone(
            ModelSpec spec, Attention attention, Pooling pooling, DataType type) throws IOException {
        ModelPlan plan = TinyModel.plan(folder, spec, type, attention, pooling, DIMENSIONS, random);
        List<TokenizedText> texts = texts(1, 3, 17, 40);

        try (OnnxModel model = load(plan)) {
            List<float[]> together = model.run(texts);

            for (int i = 0; i < texts.size(); i++) {
                float[] vector = together.get(i);
                assertThat(vector).hasSize(DIMENSIONS);
                assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
                assertThat(model.run(List.of(texts.get(i))).getFirst()).containsExactly(vector, within(1e-5f));
            }
        }
    }

    private OnnxModel load(ModelPlan plan) {
        return OnnxModel.load(
                ModelGraph.fp32(plan, file -> file.getFileName().toString()),
                folder,
                "tiny",
                ModelGraph.OUTPUT,
                DIMENSIONS,
                1);
    }

    private List<TokenizedText> texts(int... lengths) {
        List<TokenizedText> texts = new ArrayList<>();
        for (int length : lengths) {
            texts.add(new TokenizedText(
                    random.ints(length, 0, TinyModel.VOCABULARY).toArray(), false));
        }
        Collections.shuffle(texts, random);
        return texts;
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
