package io.kalmstream.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link TextEncoder} keeps: run against the fake and against each real model. */
public abstract class TextEncoderContract {
    private static final List<String> WORDS = List.of(
            "river", "market", "engine", "blue", "Stra\u00dfe", "\u6771\u4eac", "quietly", "42", "caf\u00e9", "signal");

    /** Open; may be the same for all tests. */
    protected abstract TextEncoder encoder();

    /** Open; only for the caller, who closes it. */
    protected abstract TextEncoder openAnother();

    @Test
    void encode_severalTexts_answersUnitVectorsOfTheModelsDimensions() {
        List<float[]> vectors = encode(randomTexts(32));

        assertThat(vectors).hasSize(32).allSatisfy(vector -> {
            assertThat(vector).hasSize(encoder().model().dimensions());
            assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
        });
    }

    @Test
    void encode_mixedLengths_answersEachAsIfItWereAlone() {
        List<String> texts = randomTexts(32);
        List<float[]> together = encode(texts);

        for (int i = 0; i < texts.size(); i++) {
            float[] alone = encode(List.of(texts.get(i))).getFirst();
            assertThat(dot(alone, together.get(i)))
                    .as("text %d: %s", i, texts.get(i))
                    .isGreaterThanOrEqualTo(1 - 1e-5);
        }
    }

    @Test
    void encode_otherOrder_answersInThatOrder() {
        List<String> texts = randomTexts(16);
        List<String> reversed = new ArrayList<>(texts);
        Collections.reverse(reversed);

        List<float[]> forwards = encode(texts);
        List<float[]> backwards = encode(reversed).reversed();

        for (int i = 0; i < texts.size(); i++) {
            assertThat(dot(forwards.get(i), backwards.get(i))).isGreaterThanOrEqualTo(1 - 1e-5);
        }
    }

    @Test
    void encode_sameBatchTwice_answersTheSameBits() {
        List<String> texts = randomTexts(8);

        assertThat(encode(texts)).usingRecursiveComparison().isEqualTo(encode(texts));
    }

    @Test
    void encode_differentTexts_answersDifferentVectors() {
        List<float[]> vectors = encode(List.of("a cat sleeps on the sofa", "interest rates rise again"));

        assertThat(dot(vectors.get(0), vectors.get(1))).isLessThan(0.9);
    }

    @ParameterizedTest
    @MethodSource("anyStrings")
    void tokenizeAndEncode_anyString_neverFails(String text) {
        for (Side side : Side.values()) {
            TokenizedText tokens = encoder().tokenize(text, side);
            float[] vector = encoder().encode(List.of(tokens)).getFirst();

            assertThat(tokens.length()).isBetween(2, encoder().model().maxTokens());
            assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
        }
    }

    static List<String> anyStrings() {
        return List.of(
                "",
                " ",
                "\0",
                "nul\0inside",
                "\uFEFF",
                "\uD800",
                "\uDC00\uD800",
                "half \uD83D of a pair",
                "\uD83D\uDE00",
                "e\u0301\u0301\u0301",
                "\u202Eright to left\u202C",
                "\uFFFF\uFFFE",
                "[CLS] [SEP] [PAD] <s> </s>",
                "z".repeat(100_000),
                "word ".repeat(100_000));
    }

    @Test
    void tokenize_overlongText_truncatesKeepingTheTokensAtBothEnds() {
        int maxTokens = encoder().model().maxTokens();
        TokenizedText whole = encoder().tokenize("word", Side.DOCUMENT);
        TokenizedText cut = encoder().tokenize("word ".repeat(maxTokens * 2), Side.DOCUMENT);

        assertThat(whole.truncated()).isFalse();
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.length()).isEqualTo(maxTokens);
        assertThat(cut.ids()[0]).isEqualTo(whole.ids()[0]);
        assertThat(cut.ids()[maxTokens - 1]).isEqualTo(whole.ids()[whole.length() - 1]);
    }

    @Test
    void tokenize_byManyThreads_answersTheSame() {
        List<String> texts = randomTexts(200);
        List<int[]> expected = texts.stream().map(this::ids).toList();

        assertThat(texts.parallelStream().map(this::ids).toList())
                .usingRecursiveComparison()
                .isEqualTo(expected);
    }

    @Test
    void close_thenAnyCall_isRefused() {
        TextEncoder another = openAnother();
        TokenizedText tokens = another.tokenize("a text", Side.DOCUMENT);
        another.close();
        another.close();

        assertThatThrownBy(() -> another.encode(List.of(tokens))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> another.tokenize("a text", Side.DOCUMENT)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void close_whileACallIsUnderWay_letsItFinish() {
        TextEncoder another = openAnother();
        List<TokenizedText> batch = randomTexts(8).stream()
                .map(text -> another.tokenize(text, Side.DOCUMENT))
                .toList();
        CountDownLatch began = new CountDownLatch(1);
        CompletableFuture<Integer> answered = CompletableFuture.supplyAsync(() -> {
            for (int calls = 0; ; calls++) {
                try {
                    assertThat(another.encode(batch)).hasSize(8);
                } catch (IllegalStateException _) {
                    return calls;
                }
                began.countDown();
            }
        });
        assertThatNoException().isThrownBy(() -> began.await(20, TimeUnit.SECONDS));

        another.close();

        assertThat(answered.orTimeout(20, TimeUnit.SECONDS).join()).isPositive();
    }

    private int[] ids(String text) {
        return encoder().tokenize(text, Side.DOCUMENT).ids();
    }

    private List<float[]> encode(List<String> texts) {
        return encoder()
                .encode(texts.stream()
                        .map(text -> encoder().tokenize(text, Side.DOCUMENT))
                        .toList());
    }

    private static List<String> randomTexts(int count) {
        Random random = Seed.random();
        return IntStream.range(0, count)
                .mapToObj(_ -> randomText(random, 1 + random.nextInt(60)))
                .toList();
    }

    private static String randomText(Random random, int words) {
        return String.join(
                " ",
                IntStream.range(0, words)
                        .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
                        .toList());
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
