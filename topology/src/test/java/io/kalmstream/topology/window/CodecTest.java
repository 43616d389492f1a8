package io.kalmstream.topology.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

final class CodecTest {
    private static final Origin ORIGIN = new Origin("events", 7, 1L << 40, 1_700_000_000_000L);

    @Test
    void rawEvent_comesBack() {
        Headers headers = Rows.headers();
        headers.add("trace", new byte[] {1, 2}).add("trace", null).add("ünïcode", new byte[0]);
        RawEvent back = RawEventCodec.decode(
                RawEventCodec.encode(new RawEvent(ORIGIN, headers, new byte[] {3}, new byte[] {4, 5})));

        assertThat(back.origin()).isEqualTo(ORIGIN);
        assertThat(back.headers()).containsExactlyElementsOf(headers);
        assertThat(back.key()).containsExactly(3);
        assertThat(back.value()).containsExactly(4, 5);
    }

    @Test
    void rawEvent_keepsNullAndEmptyApart() {
        RawEvent nothing = RawEventCodec.decode(RawEventCodec.encode(new RawEvent(ORIGIN, Rows.headers(), null, null)));
        assertThat(nothing.key()).isNull();
        assertThat(nothing.value()).isNull();

        RawEvent empty = RawEventCodec.decode(
                RawEventCodec.encode(new RawEvent(ORIGIN, Rows.headers(), new byte[0], new byte[0])));
        assertThat(empty.key()).isEmpty();
        assertThat(empty.value()).isEmpty();
    }

    /** The bytes in running systems: a new layout needs a new version. */
    @Test
    void rawEvent_layoutIsStable() {
        Headers headers = Rows.headers();
        headers.add("h", new byte[] {9});
        byte[] bytes = RawEventCodec.encode(new RawEvent(new Origin("t", 1, 2, 3), headers, null, new byte[] {5}));
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("01" + "000174" + "00000001" + "0000000000000002" + "0000000000000003" + "00000001"
                        + "0000000168" + "0000000109" + "ffffffff" + "0000000105");
    }

    @Test
    void rawEvent_damagedOrOfAnotherVersion() {
        byte[] bytes = RawEventCodec.encode(new RawEvent(ORIGIN, Rows.headers(), new byte[] {3}, new byte[9]));
        assertThatThrownBy(() -> RawEventCodec.decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .hasMessageContaining("'pending' is damaged");
        bytes[0] = 2;
        assertThatThrownBy(() -> RawEventCodec.decode(bytes))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 2, this release reads version 1");
    }

    @Test
    void fingerprint_comesBack() {
        Fingerprint fingerprint = new Fingerprint(
                "0f".repeat(32),
                "a1".repeat(32),
                "model@1",
                "a collection",
                Instant.parse("1969-12-31T23:59:59.123456789Z"),
                42);
        byte[] bytes = FingerprintCodec.encode(fingerprint);
        assertThat(FingerprintCodec.decode(bytes)).isEqualTo(fingerprint);
        bytes[0] = 9;
        assertThatThrownBy(() -> FingerprintCodec.decode(bytes)).hasMessageContaining("'documents'");
    }

    @Test
    void fingerprint_ofTheFirstRelease_isOfAnUnknownCollection() {
        byte[] bytes = HexFormat.of()
                .parseHex("01" + "0f".repeat(32) + "a1".repeat(32) + "00076d6f64656c4031" + "0000000000000001"
                        + "00000002" + "000000000000002a");

        assertThat(FingerprintCodec.decode(bytes))
                .isEqualTo(new Fingerprint(
                        "0f".repeat(32), "a1".repeat(32), "model@1", "", Instant.ofEpochSecond(1, 2), 42));
    }
}
