package io.kalmstream.topology.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.RegistryRefusedException;
import io.kalmstream.avro.serde.RegistryUnavailableException;
import io.kalmstream.avro.serde.SerdeException;
import io.kalmstream.avro.serde.UndecodableRecordException;
import io.kalmstream.sinks.DocumentKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TextEventDecoderTest {
    private static final byte[] KEY = "id".getBytes(StandardCharsets.UTF_8);
    private static final byte[] VALUE = {1, 2, 3};
    private static final Instant AT = Instant.ofEpochMilli(1_234_567);

    private final Headers headers = new Record<byte[], byte[]>(null, null, 0).headers();

    @Test
    void decode_document() {
        TextEvent event = TextEvent.newBuilder()
                .setId("a")
                .setTenant("acme")
                .setText("words")
                .setAttributes(Map.of("stars", 5L))
                .setOccurredAt(AT)
                .build();
        assertThat(decoder((_, _) -> event).decode(event(null, VALUE)))
                .isEqualTo(new Decoded.Document(new DocumentKey("acme", "a"), "words", Map.of("stars", 5L), AT));
    }

    @Test
    void decode_tombstone() {
        TextEventDecoder decoder = decoder((_, _) -> {
            throw new AssertionError("a tombstone has no value to read");
        });
        assertThat(decoder.decode(event(KEY, null))).isEqualTo(new Decoded.Deletion("id", null));

        headers.add(TextEventDecoder.TENANT_HEADER, "acme".getBytes(StandardCharsets.UTF_8));
        assertThat(decoder.decode(event(KEY, null))).isEqualTo(new Decoded.Deletion("id", "acme"));
        assertThat(decoder.decode(event(new byte[] {'i', 'd', (byte) 0xFF}, null)))
                .isInstanceOfSatisfying(
                        Decoded.Undecodable.class,
                        undecodable -> assertThat(undecodable.failure().code()).isEqualTo(FailureCode.MALFORMED));
    }

    @ParameterizedTest
    @EnumSource
    void decode_recordsFault(UndecodableRecordException.Code code) {
        Decoded decoded =
                failing(new UndecodableRecordException(code, "scripted")).decode(event(KEY, VALUE));
        assertThat(decoded).isInstanceOfSatisfying(Decoded.Undecodable.class, undecodable -> {
            assertThat(undecodable.failure().reason()).isEqualTo("scripted");
            assertThat(undecodable.failure().code().stage()).isEqualTo(FailureCode.Stage.DECODE);
        });
    }

    @Test
    void decode_throws_whenRegistryIsTheFault() {
        SerdeException unavailable = new RegistryUnavailableException("scripted");
        SerdeException refused = new RegistryRefusedException("scripted");
        assertThatThrownBy(() -> failing(unavailable).decode(event(KEY, VALUE))).isSameAs(unavailable);
        assertThatThrownBy(() -> failing(refused).decode(event(KEY, VALUE))).isSameAs(refused);
    }

    private RawEvent event(byte @Nullable [] key, byte @Nullable [] value) {
        return new RawEvent(new Origin("in", 0, 7, 5), headers, key, value);
    }

    private static TextEventDecoder failing(SerdeException fault) {
        return decoder((_, _) -> {
            throw fault;
        });
    }

    private static TextEventDecoder decoder(Deserializer<TextEvent> deserializer) {
        return new TextEventDecoder(deserializer, new RetryWhileUnavailable(Duration.ZERO, () -> 0, _ -> {}));
    }
}
