package io.kalmstream.topology.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ComposedTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "plain", "ä ö", "日本語", "👩\u200D👩\u200D👧", "\uFEFFx", "a\u0000b", "\u202Eabc", "한국어"})
    void of_keepsWhatIsComposed(String text) {
        assertThat(ComposedText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zürich", "Ångström", "tiếng Việt", "한국어", "é👩\u200D👧", "が"})
    void of_isTheSame_howeverItWasComposed(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);

        assertThat(decomposed).isNotEqualTo(text);
        assertThat(ComposedText.of(decomposed)).isEqualTo(text).isEqualTo(ComposedText.of(text));
    }

    @Test
    void of_replacesHalvesOfPairs_andNothingElse() {
        assertThat(ComposedText.of("a\uD83D")).isEqualTo("a\uFFFD");
        assertThat(ComposedText.of("\uDE00b")).isEqualTo("\uFFFDb");
        assertThat(ComposedText.of("\uDE00\uD83D\uD83D\uDE00")).isEqualTo("\uFFFD\uFFFD\uD83D\uDE00");
    }

    /** Composing as a whole takes minutes: the number of marks squared. */
    @Test
    @Timeout(10)
    void of_staysLinear_underAnyNumberOfMarks() {
        String marks = "\u0301".repeat(500_000) + "\u0323".repeat(500_000);

        String composed = ComposedText.of("a" + marks);

        assertThat(composed).startsWith("\u00E1\u0301").hasSizeBetween(1_000_000, 1_100_000);
        assertThat(TextHash.of("a" + marks)).isEqualTo(TextHash.of(composed));
    }

    /** Most texts are recognised as composed without being composed: nothing may slip through there. */
    @Test
    void of_twoCharactersOfTheBasicPlane_isWhatNormalizerSays() {
        String[] before = {"a", "\u0627", "\u0915", "\u09C7", "\u1100", "\uAC00", "\u304B", "\u0438"};
        for (int point = 0x300; point <= Character.MAX_VALUE; point++) {
            if (Character.isSurrogate((char) point)) {
                continue;
            }
            for (String first : before) {
                String text = first + (char) point;
                assertThat(ComposedText.of(text))
                        .as("U+%04X after %s", point, first)
                        .isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
            }
        }
    }

    @Test
    void of_pictograph_isWhatNormalizerSays() {
        for (int point = 0x1F000; point <= 0x1FAFF; point++) {
            String text = "a" + Character.toString(point) + "\u0301";
            assertThat(ComposedText.of(text)).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
        }
    }

    @Test
    void of_changesNothingASecondTime_andFitsIntoUtf8_whateverTheText() {
        long seed = Optional.ofNullable(System.getProperty("seed"))
                .filter(given -> !given.isBlank())
                .map(Long::parseLong)
                .orElseGet(() -> new Random().nextLong());
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 3_000; round++) {
            String text = text(random);
            String composed = ComposedText.of(text);
            assertThat(ComposedText.of(composed)).as("-Dseed=%d", seed).isEqualTo(composed);
            assertThat(ComposedText.of(Normalizer.normalize(ComposedText.of(text), Normalizer.Form.NFD)))
                    .as("-Dseed=%d", seed)
                    .isEqualTo(composed);
            assertThat(new String(composed.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .as("-Dseed=%d", seed)
                    .isEqualTo(composed);
        }
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(200);
        for (int i = 0; i < length; i++) {
            text.append((char)
                    switch (random.nextInt(8)) {
                        case 0 -> random.nextInt(0x20, 0x7F);
                        case 1, 2, 3, 4, 5 -> random.nextInt(0x300, 0x370);
                        case 6 -> random.nextInt(0xD800, 0xE000);
                        default -> random.nextInt(0x10000);
                    });
        }
        return text.toString();
    }
}
