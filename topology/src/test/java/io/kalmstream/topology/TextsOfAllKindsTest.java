package io.kalmstream.topology;

import static io.kalmstream.topology.Wire.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.kalmstream.avro.serde.AvroSerdes;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.Decoder;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.mapping.Input;
import io.kalmstream.topology.event.mapping.InputConfig;
import io.kalmstream.topology.event.mapping.MappedDecoder;
import io.kalmstream.topology.window.Settlement;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FAULTS 59 and 60: what a text may be. */
final class TextsOfAllKindsTest {
    private static final int ROUNDS = 500;

    @TempDir
    Path state;

    @ParameterizedTest
    @MethodSource("unusable")
    void text_isALetterBeforeItIsTokenized(FailureCode code, String text) {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.send("a", text);
            pipeline.send("b", "x");
            pipeline.drain();

            assertThat(pipeline.listener.failures()).containsExactly(code);
            assertThat(pipeline.letters()).hasSize(1);
            assertThat(pipeline.encoder.rows()).as("only the good one").isEqualTo(1);
            assertThat(pipeline.text("b")).isEqualTo("x");
        }
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                argumentSet("empty", FailureCode.EMPTY_TEXT, ""),
                argumentSet("blank", FailureCode.EMPTY_TEXT, " \t\r\n\u3000\u00A0"),
                argumentSet("a byte-order mark", FailureCode.EMPTY_TEXT, "\uFEFF"),
                argumentSet("one character too many", FailureCode.TOO_LARGE, "x".repeat(1001)),
                argumentSet("1 MB", FailureCode.TOO_LARGE, "x ".repeat(1 << 19)),
                argumentSet("10 MB", FailureCode.TOO_LARGE, "x ".repeat(5 << 20)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0000b",
                "\u202Eevil\u202C",
                "\u2066\u2067\u2069 x",
                "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                "Zu\u0308rich",
                "\uFFFE\uFFFF x",
                "\uD835\uDD4F"
            })
    void text_ofAnyScript_isEmbedded(String text) {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.send("a", text);
            pipeline.send("marks", "e" + "\u0301".repeat(999));
            pipeline.drain();

            assertThat(pipeline.listener.outcomes()).containsOnly(Settlement.UPSERTED);
            assertThat(pipeline.text("a")).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
        }
    }

    /** Avro cannot hold half of a pair, JSON can. */
    @Test
    void text_withHalfOfAPair_isEmbedded_withoutIt() {
        try (PipelineDriver pipeline = new PipelineDriver(state, json())) {
            pipeline.sendRaw(utf8("a"), utf8("{\"t\":\"x \\ud83d y \\ude00\"}"), Map.of());
            pipeline.drain();

            assertThat(pipeline.text("a")).isEqualTo("x \uFFFD y \uFFFD");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z\u00FCrich", "ti\u1EBFng Vi\u1EC7t", "\uD55C\uAD6D\uC5B4", "\u304C"})
    void text_hasOneVector_howeverItWasTyped(String text) {
        String typed = Normalizer.normalize(text, Normalizer.Form.NFD);
        assertThat(typed).isNotEqualTo(text);
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.send("one", "a", text, Map.of());
            pipeline.send("other", "a", typed, Map.of());
            pipeline.send("a", text);
            pipeline.drain();
            pipeline.send("a", typed);
            pipeline.drain();

            assertThat(vector(pipeline, "one")).isEqualTo(vector(pipeline, "other"));
            assertThat(pipeline.encoder.rows()).as("texts encoded").isEqualTo(1);
            assertThat(pipeline.listener.outcomes()).endsWith(Settlement.UNCHANGED);
        }
    }

    @Test
    void text_ofRandomCharacters_isEmbeddedOrALetter_andNothingElse() {
        Random random = new Random(Seed.value());
        try (PipelineDriver pipeline = new PipelineDriver(state, json())) {
            for (int i = 0; i < ROUNDS; i++) {
                StringBuilder text = new StringBuilder();
                for (int length = random.nextInt(40); length > 0; length--) {
                    text.append("\\u%04x".formatted(random.nextInt(0x10000)));
                }
                pipeline.sendRaw(utf8("id" + i), utf8("{\"t\":\"%s\"}".formatted(text)), Map.of());
            }
            pipeline.drain();

            assertThat(pipeline.listener.outcomes())
                    .as(Seed.repeat())
                    .hasSize(ROUNDS)
                    .containsOnly(Settlement.UPSERTED, Settlement.DEAD_LETTERED);
            assertThat(pipeline.listener.failures()).as(Seed.repeat()).containsOnly(FailureCode.EMPTY_TEXT);
            assertThat(pipeline.store.all())
                    .as(Seed.repeat())
                    .allSatisfy(point -> assertThat(
                                    Normalizer.isNormalized(String.valueOf(point.text()), Normalizer.Form.NFC))
                            .isTrue());
        }
    }

    private static float[] vector(PipelineDriver pipeline, String tenant) {
        return pipeline.store.point(new DocumentKey(tenant, "a")).orElseThrow().vector();
    }

    private static Decoder json() {
        return switch (InputConfig.input(Map.of("input.format", "json", "input.text.template", "{t}"))) {
            case Input.Json json ->
                MappedDecoder.json(
                        json,
                        new MappedDecoder.AvroSource(
                                AvroSerdes.open(Wire.REGISTRY, Wire.MAX_BYTES), PipelineDriver.atOnce()));
            case Input.TextEvents _, Input.Texts _, Input.Avro _ -> throw new AssertionError("not JSON");
        };
    }
}
