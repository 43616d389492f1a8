package io.kalmstream.avro.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Avro reads its limits once: in force are those that were there then. */
final class AvroLimitsTest {
    @Test
    void limits_areInForce_onceSomethingWasRead() {
        byte[] text = {0, 0, 0, 0, TestingSchemas.ID, 2, 'x'};
        new RecordDecoder(
                        TestingSchemas.registryOf(Schema.create(Schema.Type.STRING)),
                        new ReaderType.Generic(),
                        text.length)
                .decodeAny(text);

        assertThat(SystemLimitException.checkMaxStringLength(AvroLimits.MAX_BYTES))
                .isEqualTo(AvroLimits.MAX_BYTES);
        assertRefused(() -> SystemLimitException.checkMaxStringLength(AvroLimits.MAX_BYTES + 1L));
        assertThat(SystemLimitException.checkMaxBytesLength(AvroLimits.MAX_BYTES))
                .isEqualTo(AvroLimits.MAX_BYTES);
        assertRefused(() -> SystemLimitException.checkMaxBytesLength(AvroLimits.MAX_BYTES + 1L));
        assertThat(SystemLimitException.checkMaxCollectionLength(0, AvroLimits.MAX_ITEMS))
                .isEqualTo(AvroLimits.MAX_ITEMS);
        assertRefused(() -> SystemLimitException.checkMaxCollectionLength(1, AvroLimits.MAX_ITEMS));
        assertThat(SystemLimitException.checkMaxCollectionAllocation(0, AvroLimits.MAX_ITEMS))
                .isEqualTo(AvroLimits.MAX_ITEMS);
        assertRefused(() -> SystemLimitException.checkMaxCollectionAllocation(1, AvroLimits.MAX_ITEMS));
        assertThat(SystemLimitException.MAX_DECOMPRESS_LENGTH).isEqualTo(AvroLimits.MAX_BYTES);
    }

    @Test
    void set_leavesWhatTheCommandLineSays() {
        Properties properties = new Properties();
        properties.setProperty(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, "7");

        AvroLimits.set(properties);

        assertThat(properties).hasSize(5).containsEntry(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, "7");
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(SystemLimitException.class).isThrownBy(call);
    }
}
