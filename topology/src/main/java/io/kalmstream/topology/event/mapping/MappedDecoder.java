package io.kalmstream.topology.event.mapping;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.serde.AvroSerdes;
import io.kalmstream.avro.serde.AvroValueReader;
import io.kalmstream.avro.serde.SerdeException;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.Decoder;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.RawEvent;
import io.kalmstream.topology.event.RetryWhileUnavailable;
import io.kalmstream.topology.event.SerdeFaults;
import io.kalmstream.topology.event.Tombstones;
import java.time.Instant;
import java.util.Map;

/**
 * Reads records by a mapping. A null value is a tombstone: it deletes the id in its key, of the tenant in the header
 * {@value Tombstones#TENANT_HEADER}, or without that header of every tenant.
 *
 * <p>Threads: any number at once. Errors: as {@link io.kalmstream.topology.event.TextEventDecoder}.
 */
public final class MappedDecoder implements Decoder {
    private final ContentReader content;
    private final KeyReader keys;
    private final Mapping mapping;

    private MappedDecoder(ContentReader content, KeyReader keys, Mapping mapping) {
        this.content = requireNonNull(content, "content is null");
        this.keys = requireNonNull(keys, "keys is null");
        this.mapping = requireNonNull(mapping, "mapping is null");
    }

    public static MappedDecoder texts(Input.Texts input, AvroSource avro) {
        return new MappedDecoder(ContentReader.text("value"), keys(input.key(), avro), MappedDecoder::text);
    }

    public static MappedDecoder json(Input.Json input, AvroSource avro) {
        return new MappedDecoder(ContentReader.json("value"), keys(input.key(), avro), input.mapping()::document);
    }

    public static MappedDecoder avro(Input.Avro input, AvroSource avro) {
        return new MappedDecoder(avro.reader(false), keys(input.key(), avro), input.mapping()::document);
    }

    private static KeyReader keys(Input.Key key, AvroSource avro) {
        ContentReader reader = switch (key.format()) {
            case STRING -> ContentReader.text("key");
            case JSON -> ContentReader.json("key");
            case AVRO -> avro.reader(true);
        };
        return new KeyReader(reader, key.field());
    }

    @Override
    public Decoded decode(RawEvent event) {
        byte[] value = event.value();
        try {
            if (value == null) {
                return new Decoded.Deletion(keys.id(event), Tombstones.tenant(event.headers()));
            }
            Value read = content.read(event.origin().topic(), event.headers(), value);
            return checked(mapping.document(event, read, keys));
        } catch (UnusableEventException unusable) {
            return new Decoded.Undecodable(unusable.failure());
        } catch (SerdeException fault) {
            return SerdeFaults.blameRecord(fault);
        }
    }

    /** JSON can spell half a surrogate pair. In a text it is replaced; in a name it would make two names one. */
    private static Decoded.Document checked(Decoded.Document document) throws UnusableEventException {
        if (isBroken(document.key().id()) || isBroken(document.key().tenant())) {
            throw new UnusableEventException(
                    FailureCode.BAD_FIELD, "the id or the tenant has half of a surrogate pair");
        }
        return document;
    }

    private static boolean isBroken(String name) {
        return name.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static Decoded.Document text(RawEvent event, Value value, KeyReader keys) throws UnusableEventException {
        return new Decoded.Document(
                new DocumentKey("", keys.id(event)),
                value.inText(),
                Map.of(),
                Instant.ofEpochMilli(event.origin().timestamp()));
    }

    /** What a value means. */
    @FunctionalInterface
    private interface Mapping {
        Decoded.Document document(RawEvent event, Value value, KeyReader keys) throws UnusableEventException;
    }

    /** Where Avro comes from. */
    public record AvroSource(AvroSerdes serdes, RetryWhileUnavailable retry) {
        public AvroSource {
            requireNonNull(serdes, "serdes is null");
            requireNonNull(retry, "retry is null");
        }

        ContentReader reader(boolean isKey) {
            AvroValueReader reader = serdes.values(isKey);
            return (topic, headers, bytes) -> {
                AvroValueReader.Datum datum = retry.call(() -> reader.read(topic, headers, bytes));
                return AvroValues.of(datum.value(), datum.writer());
            };
        }
    }
}
