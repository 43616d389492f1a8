package io.kalmstream.topology.event;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.RegistryRefusedException;
import io.kalmstream.avro.serde.RegistryUnavailableException;
import io.kalmstream.avro.serde.SerdeException;
import io.kalmstream.sinks.DocumentKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code TextEvent} records. A null value is a tombstone: it deletes the id that its key is (UTF-8), of the tenant in the
 * header {@value #TENANT_HEADER}, or without that header of every tenant.
 *
 * <p>Threads: any number at once. Errors: {@link RegistryUnavailableException} when the registry did not come back in time,
 * {@link RegistryRefusedException} when it never will.
 */
public final class TextEventDecoder implements Decoder {
    /** Names the tenant of a tombstone. */
    public static final String TENANT_HEADER = Tombstones.TENANT_HEADER;

    private final Deserializer<TextEvent> deserializer;
    private final RetryWhileUnavailable retry;

    /** @param deserializer throws {@link SerdeException}s; any number of threads at once */
    public TextEventDecoder(Deserializer<TextEvent> deserializer, RetryWhileUnavailable retry) {
        this.deserializer = requireNonNull(deserializer, "deserializer is null");
        this.retry = requireNonNull(retry, "retry is null");
    }

    @Override
    public Decoded decode(RawEvent event) {
        byte[] value = event.value();
        if (value == null) {
            return tombstone(event.headers(), event.key());
        }
        String topic = event.origin().topic();
        try {
            return document(retry.call(() -> deserializer.deserialize(topic, event.headers(), value)));
        } catch (SerdeException e) {
            return SerdeFaults.blameRecord(e);
        }
    }

    private static Decoded tombstone(Headers headers, byte @Nullable [] key) {
        if (key == null) {
            return new Decoded.Undecodable(
                    FailureCode.MISSING_ID, "a tombstone's key is the id to delete; this one has none");
        }
        try {
            // Strictly: a byte that is replaced would make two ids one.
            String id = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
            return new Decoded.Deletion(id, Tombstones.tenant(headers));
        } catch (CharacterCodingException _) {
            return new Decoded.Undecodable(
                    FailureCode.MALFORMED,
                    "a tombstone's key is the id to delete, in UTF-8; this one is something else");
        }
    }

    private static Decoded document(TextEvent event) {
        return new Decoded.Document(
                new DocumentKey(event.getTenant(), event.getId()),
                event.getText(),
                event.getAttributes(),
                event.getOccurredAt());
    }
}
