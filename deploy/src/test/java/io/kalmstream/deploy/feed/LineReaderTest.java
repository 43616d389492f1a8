package io.kalmstream.deploy.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.kalmstream.avro.TextEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LineReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private LineFormat format = LineFormat.defaults();

    @Test
    void read_answersAnEvent() {
        FeedRecord record = read("""
            {"id": "a", "tenant": "t", "text": " hi ", "occurred_at": "2026-03-01T08:49:35Z", "lang": "en",
             "year": 2026, "price": 1.5, "new": true}\
            """.replace("\n", ""));

        assertThat(record)
                .isEqualTo(new FeedRecord.Event(
                        7,
                        "a",
                        new TextEvent(
                                "a",
                                "hi",
                                "t",
                                Map.of("lang", "en", "year", 2026L, "price", 1.5, "new", true),
                                Instant.parse("2026-03-01T08:49:35Z"))));
    }

    @Test
    void read_leavesOut_whatIsNoScalar() {
        assertThat(event(
                                "{\"id\":1,\"text\":\"x\",\"o\":{\"a\":1},\"l\":[1],\"n\":null,\"inf\":1e999,\"deleted\":false}")
                        .getAttributes())
                .isEmpty();
    }

    @Test
    void read_keepsNumbersBeyondLong() {
        assertThat(event("{\"n\":9223372036854775807,\"m\":9223372036854775808}")
                        .getAttributes())
                .containsOnly(entry("n", Long.MAX_VALUE), entry("m", 0x1p63));
    }

    @Test
    void read_takesOtherFieldNames() {
        format = new LineFormat("meta.key", "{title}\\n{body}", "org", "when");

        TextEvent event = event(
                "{\"meta\":{\"key\":12},\"title\":\"T\",\"body\":\"B\",\"org\":5,\"when\":1000,\"id\":\"i\",\"text\":\"t\"}");

        assertThat(event.getId()).isEqualTo("12");
        assertThat(event.getText()).isEqualTo("T\nB");
        assertThat(event.getTenant()).isEqualTo("5");
        assertThat(event.getOccurredAt()).isEqualTo(Instant.ofEpochMilli(1000));
        assertThat(event.getAttributes()).containsOnly(entry("id", "i"), entry("text", "t"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"id\":\"\"}", "{\"id\":null}", "{\"id\":true}", "{\"id\":[1]}", "{\"deleted\":true}"})
    void read_leavesMissingIdsToTheWorker(String json) {
        assertThat(read(json)).isInstanceOfSatisfying(FeedRecord.Event.class, record -> {
            assertThat(record.key()).isNull();
            assertThat(record.event().getId()).isEmpty();
            assertThat(record.event().getText()).isEmpty();
            assertThat(record.event().getTenant()).isEmpty();
        });
    }

    @Test
    void read_answersTombstones() {
        assertThat(read("{\"id\":3,\"tenant\":\"t\",\"deleted\":true}"))
                .isEqualTo(new FeedRecord.Tombstone(7, "3", "t"));
        assertThat(read("{\"id\":\"a\",\"deleted\":true}")).isEqualTo(new FeedRecord.Tombstone(7, "a", ""));
        assertThat(read("{\"id\":\"a\",\"deleted\":\"true\"}")).isInstanceOf(FeedRecord.Event.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"2026-03-01T08:49:35.5Z\"',     2026-03-01T08:49:35.500Z",
        "'\"2026-03-01T08:49:35+02:00\"',  2026-03-01T06:49:35Z",
        "'\"2026-03-01T08:49:35\"',        2026-03-01T08:49:35Z",
        "'\"2026-03-01\"',                 2026-03-01T00:00:00Z",
        "'1000',                           1970-01-01T00:00:01Z",
        "'-1',                             1969-12-31T23:59:59.999Z",
    })
    void read_understandsTimes(String json, Instant expected) {
        TextEvent event = event("{\"occurred_at\":" + json + "}");

        assertThat(event.getOccurredAt()).isEqualTo(expected);
        assertThat(event.getAttributes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"yesterday\"", "true", "1.5", "99999999999999999999", "\"\"", "\"+999999999-01-01T00:00:00Z\""
            })
    void read_takesNow_andKeepsTheTimeThatItCannotRead(String json) {
        TextEvent event = event("{\"occurred_at\":" + json + "}");

        assertThat(event.getOccurredAt()).isEqualTo(NOW);
        assertThat(event.getAttributes()).containsOnlyKeys("occurred_at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "\"canary\"", "[1]", "{\"canary\":", "{} canary", "{'a':1}", "12", "null"})
    void read_keepsBrokenLines_andQuotesNothing(String line) {
        assertThat(read(line)).isInstanceOfSatisfying(FeedRecord.Broken.class, broken -> {
            assertThat(broken.line()).isEqualTo(7);
            assertThat(broken.reason()).isNotEmpty().doesNotContain("canary");
            assertThat(broken.bytes()).isEqualTo(line.getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void read_refusesWhatIsNotUtf8() {
        byte[] bytes = "{\"id\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(reader().read(new RawLine(1, bytes, false)))
                .isEqualTo(new FeedRecord.Broken(1, "it is not UTF-8", bytes));
    }

    @Test
    void read_refusesLinesThatWereCut() {
        byte[] bytes = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(reader().read(new RawLine(1, bytes, true)))
                .isEqualTo(new FeedRecord.Broken(1, "it is longer than 2 bytes", bytes));
    }

    @Test
    void read_passesOverAByteOrderMark_onTheFirstLineOnly() {
        byte[] bytes = "\uFEFF{\"id\":\"a\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(reader().read(new RawLine(1, bytes, false))).isInstanceOf(FeedRecord.Event.class);
        assertThat(reader().read(new RawLine(2, bytes, false))).isInstanceOf(FeedRecord.Broken.class);
    }

    @Test
    void read_survivesDeepJson() {
        assertThat(read("{\"a\":".repeat(100_000))).isInstanceOf(FeedRecord.Broken.class);
    }

    @Test
    void format_refusesEmptyNames() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LineFormat(" ", "{a}", "t", "o"));
        assertThatIllegalArgumentException().isThrownBy(() -> new LineFormat("i", "{a}", "", "o"));
        assertThatIllegalArgumentException().isThrownBy(() -> new LineFormat("i", "{a}", "t", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new LineFormat("i", "a", "t", "o"));
    }

    private TextEvent event(String json) {
        assertThat(read(json)).isInstanceOf(FeedRecord.Event.class);
        return ((FeedRecord.Event) read(json)).event();
    }

    private FeedRecord read(String line) {
        return reader().read(new RawLine(7, line.getBytes(StandardCharsets.UTF_8), false));
    }

    private LineReader reader() {
        return new LineReader(new EventLines(format, InstantSource.fixed(NOW)));
    }
}
