package io.kalmstream.encoder.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.Prompts;
import io.kalmstream.encoder.Seed;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The vectors of sentence-transformers: texts of 1 to 512 tokens in many scripts, with and without prompts. */
class VectorParityTest {
    private static final double MIN_COSINE = 0.99999;
    /** The reference is 4e-7 from its own answers in fp64; an exact GELU in Gemma would pass at 2e-4. */
    private static final double MAX_DIFFERENCE = 1e-5;

    private static final int MAX_BATCH = 32;
    private static final EncoderOptions OPTIONS = EncoderOptions.defaults().withThreads(1);

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource
    void encode_textAlone_answersTheReferenceVector(ParityCheckpoint checkpoint) {
        SoftAssertions softly = new SoftAssertions();
        forEachPrompt(checkpoint, (encoder, rows) -> {
            for (Reference.Row row : rows) {
                TokenizedText tokens = tokens(encoder, row);
                softly.assertThat(tokens.length()).as(row.toString()).isEqualTo(row.tokens());
                compare(softly, row, encoder.encode(List.of(tokens)).getFirst(), row.vector());
            }
        });
        softly.assertAll();
    }

    @ParameterizedTest
    @EnumSource
    void encode_mixedBatchesWithPadding_answersTheReferenceVectors(ParityCheckpoint checkpoint) {
        Random random = Seed.random();
        SoftAssertions softly = new SoftAssertions();
        forEachPrompt(checkpoint, (encoder, rows) -> {
            List<Reference.Row> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, random);
            while (!shuffled.isEmpty()) {
                int size = Math.min(shuffled.size(), 1 + random.nextInt(MAX_BATCH));
                List<Reference.Row> batch = List.copyOf(shuffled.subList(0, size));
                shuffled.subList(0, size).clear();
                List<float[]> vectors = encoder.encode(
                        batch.stream().map(row -> tokens(encoder, row)).toList());
                for (int i = 0; i < size; i++) {
                    compare(softly, batch.get(i), vectors.get(i), batch.get(i).vector());
                }
            }
        });
        softly.assertAll();
    }

    @ParameterizedTest
    @EnumSource
    void encode_fewerDimensions_answersTheReferenceVectorsCutAndScaledAgain(ParityCheckpoint checkpoint) {
        Path folder = checkpoint.copyInto(temp);
        List<Reference.Row> rows = Reference.vectors(checkpoint).stream()
                .filter(row -> row.prompt().literal().isEmpty())
                .toList();
        Set<Integer> sizes = new TreeSet<>();
        rows.forEach(row -> sizes.addAll(row.cut().keySet()));
        SoftAssertions softly = new SoftAssertions();
        for (int size : sizes) {
            try (TextEncoder encoder = Encoders.open(folder.toString(), OPTIONS.withDimensions(size))) {
                assertThat(encoder.model().dimensions()).isEqualTo(size);
                for (Reference.Row row : rows) {
                    float[] cut = row.cut().get(size);
                    if (cut != null) {
                        compare(
                                softly,
                                row,
                                encoder.encode(List.of(tokens(encoder, row))).getFirst(),
                                cut);
                    }
                }
            }
        }
        softly.assertAll();
    }

    private interface Check {
        void on(TextEncoder encoder, List<Reference.Row> rows);
    }

    /** One encoder for the checkpoint's own prompts, and one for each prompt that is set instead. */
    private void forEachPrompt(ParityCheckpoint checkpoint, Check check) {
        Path folder = checkpoint.copyInto(temp);
        Map<EncoderOptions, List<Reference.Row>> rows = new LinkedHashMap<>();
        for (Reference.Row row : Reference.vectors(checkpoint)) {
            rows.computeIfAbsent(options(row.prompt()), _ -> new ArrayList<>()).add(row);
        }
        rows.forEach((options, rowsOfPrompt) -> {
            try (TextEncoder encoder = Encoders.open(folder.toString(), options)) {
                check.on(encoder, rowsOfPrompt);
            }
        });
    }

    private static EncoderOptions options(Reference.Prompt prompt) {
        return prompt.literal()
                .map(literal -> OPTIONS.withPrompts(new Prompts(literal, "")))
                .orElse(OPTIONS);
    }

    private static TokenizedText tokens(TextEncoder encoder, Reference.Row row) {
        return encoder.tokenize(row.text(), row.prompt().side());
    }

    private static void compare(SoftAssertions softly, Reference.Row row, float[] actual, float[] expected) {
        softly.assertThat(actual).as(row.toString()).hasSameSizeAs(expected);
        softly.assertThat(Vectors.maxDifference(actual, expected))
                .as("difference, %s", row)
                .isLessThanOrEqualTo(MAX_DIFFERENCE);
        softly.assertThat(Vectors.cosine(actual, expected))
                .as("cosine, %s", row)
                .isGreaterThanOrEqualTo(MIN_COSINE);
    }
}
