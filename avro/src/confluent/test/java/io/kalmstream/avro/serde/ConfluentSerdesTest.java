package io.kalmstream.avro.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

/** Confluent's classes behind our port, with their own registry in memory. */
final class ConfluentSerdesTest {
    private static final Map<String, String> SETTINGS =
            Map.of(SerdeConfig.URL, "mock://confluent", SerdeConfig.SERDES, "confluent");

    @Test
    void records_goRound() {
        try (AvroSerdes serdes = AvroSerdes.open(SETTINGS, 1000)) {
            assertThat(serdes).isInstanceOf(ConfluentSerdes.class);
            byte[] bytes = Objects.requireNonNull(serdes.serializer().serialize("t", TestingSchemas.event()));
            assertThat(bytes).startsWith(0);

            Deserializer<TextEvent> events = serdes.generated(TextEvent.class);
            assertThat(events.deserialize("t", new RecordHeaders(), bytes)).isEqualTo(TestingSchemas.event());
            assertThat(events.deserialize("t", new RecordHeaders(), (byte[]) null))
                    .isNull();
            AvroValueReader.Datum datum = serdes.values(false).read("t", new RecordHeaders(), bytes);
            assertThat(datum.writer()).isEqualTo(TextEvent.getClassSchema());
            assertThat(datum.value())
                    .isInstanceOfSatisfying(
                            IndexedRecord.class,
                            record -> assertThat(record.get(1)).hasToString("hi"));
        }
    }

    @Test
    void bytesThatAreNone_areRefused() {
        try (AvroSerdes serdes = AvroSerdes.open(SETTINGS, 10)) {
            assertCode(serdes, new byte[0], Code.TRUNCATED);
            assertCode(serdes, new byte[] {42, 0, 0, 0, 1, 2}, Code.BAD_MAGIC);
            assertCode(serdes, new byte[11], Code.TOO_LARGE);
        }
    }

    private static void assertCode(AvroSerdes serdes, byte[] bytes, Code code) {
        assertThatExceptionOfType(UndecodableRecordException.class)
                .isThrownBy(() -> serdes.values(false).read("t", new RecordHeaders(), bytes))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
