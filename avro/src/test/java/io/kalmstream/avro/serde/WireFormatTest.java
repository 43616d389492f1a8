package io.kalmstream.avro.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WireFormatTest {
    /** Written down by hand from Confluent's and Avro's specifications. */
    private static final String GOLDEN = "00 00000007" // magic, schema id
            + " 02 61" // id: length 1, "a"
            + " 04 6869" // text: length 2, "hi"
            + " 00" // tenant: length 0
            + " 02 02 6e 02 02 00" // attributes: 1 item, key "n", branch 1 (long), 1; end
            + " d00f"; // occurred_at: 1000, zigzag 2000

    private final byte[] golden = HexFormat.of().parseHex(GOLDEN.replace(" ", ""));

    @Test
    void serialize_writesGoldenBytes() {
        try (RegistryAvroSerializer serializer =
                new RegistryAvroSerializer(TestingSchemas.registryOf(TextEvent.getClassSchema()), Map.of(), false)) {
            assertThat(serializer.serialize("t", TestingSchemas.event())).isEqualTo(golden);
        }
    }

    @Test
    void deserialize_readsGoldenBytes() {
        try (RegistryAvroDeserializer<TextEvent> deserializer = RegistryAvroDeserializer.specific(
                TestingSchemas.registryOf(TextEvent.getClassSchema()), TextEvent.class, 100)) {
            assertThat(deserializer.deserialize("t", golden)).isEqualTo(TestingSchemas.event());
        }
    }

    @Test
    void schemaId_isBigEndian() {
        assertThat(WireFormat.schemaId(new byte[] {0, 1, 2, 3, 4})).isEqualTo(0x01020304);
        assertThat(WireFormat.header(0x01020304)).containsExactly(0, 1, 2, 3, 4);
    }

    @ParameterizedTest
    @CsvSource({"'', TRUNCATED", "00, TRUNCATED", "00000000, TRUNCATED", "01, BAD_MAGIC", "7b7d, BAD_MAGIC"})
    void schemaId_namesWhatIsWrong(String hex, Code code) {
        UndecodableRecordException refused = catchThrowableOfType(
                UndecodableRecordException.class,
                () -> WireFormat.schemaId(HexFormat.of().parseHex(hex)));

        assertThat(refused.code()).isEqualTo(code);
    }
}
