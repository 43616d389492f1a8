package io.kalmstream.topology.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextHashTest {
    @Test
    void of_isSha256OfTheText() {
        assertThat(TextHash.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caf\u00E9 noir",
                "cafe\u0301 noir",
                " caf\u00E9\t\n noir ",
                "caf\u00E9\u00A0noir",
                "\uFEFFcaf\u00E9 no\u200Bir"
            })
    void normalise_sameText(String text) {
        assertThat(TextHash.normalise(text)).isEqualTo("caf\u00E9 noir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cafe noir", "Caf\u00E9 noir", "caf\u00E9noir", "caf\u00E9 noir."})
    void of_otherText(String text) {
        assertThat(TextHash.of(text)).isNotEqualTo(TextHash.of("caf\u00E9 noir"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a b", "caf\u00E9 \u65E5\u672C \uD83D\uDE00", "a\u0001b"})
    void normalise_normalText_isTheText(String text) {
        assertThat(TextHash.normalise(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {" a b", "a b ", "a  b", "a\tb", "a\u3000b", "\u200Ba b", "a b\uFEFF", "a\u001Fb", "a \n b"})
    void normalise_otherWhiteSpace_isOneSpaceInside(String text) {
        assertThat(TextHash.normalise(text)).isEqualTo("a b");
    }

    @Test
    void normalise_keepsCharactersBeyondTheBasicPlane() {
        assertThat(TextHash.normalise("\uD83D\uDE00 \uD83D\uDE01")).isEqualTo("\uD83D\uDE00 \uD83D\uDE01");
    }

    @Test
    void isBlank_onlyWithoutContent() {
        assertThat(TextHash.isBlank("")).isTrue();
        assertThat(TextHash.isBlank(" \u3000\n\u200B\uFEFF")).isTrue();
        assertThat(TextHash.isBlank(" .")).isFalse();
    }
}
