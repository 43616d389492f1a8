package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of the wire format to a record.
 *
 * <p>Threads: any; Avro's datum readers keep what they resolve per thread.
 */
final class RecordDecoder {
    /** Writer schemas resolved at a time; a topic seldom has more than a few. */
    private static final int READERS = 100;

    static {
        AvroLimits.set();
    }

    private final SchemaRegistryClient registry;
    private final ReaderType type;
    private final int maxBytes;
    private final BoundedCache<Integer, Plan> plans = new BoundedCache<>(READERS);

    /** A writer schema and its resolution. */
    private record Plan(Schema writer, GenericDatumReader<?> reader) {}

    RecordDecoder(SchemaRegistryClient registry, ReaderType type, int maxBytes) {
        this.registry = requireNonNull(registry, "registry is null");
        this.type = requireNonNull(type, "type is null");
        this.maxBytes = maxBytes;
    }

    IndexedRecord decode(byte[] bytes) {
        AvroValueReader.Datum datum = decodeAny(bytes);
        if (datum.value() instanceof IndexedRecord record) {
            return record;
        }
        throw new UndecodableRecordException(
                Code.SCHEMA_MISMATCH,
                "Schema %d is %s, not a record"
                        .formatted(WireFormat.schemaId(bytes), datum.writer().getType()));
    }

    AvroValueReader.Datum decodeAny(byte[] bytes) {
        if (bytes.length > maxBytes) {
            throw new UndecodableRecordException(
                    Code.TOO_LARGE, "%d bytes, but at most %d are decoded".formatted(bytes.length, maxBytes));
        }
        Plan plan = plans.get(WireFormat.schemaId(bytes), this::plan);
        PayloadCheck.check(plan.writer, bytes, WireFormat.HEADER_BYTES);
        return new AvroValueReader.Datum(read(plan, bytes), plan.writer);
    }

    private Plan plan(int id) {
        Schema writer = registry.schemaById(id);
        return new Plan(writer, type.reader(writer));
    }

    private static @Nullable Object read(Plan plan, byte[] bytes) {
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES, null);
        try {
            return plan.reader.read(null, decoder);
        } catch (SystemLimitException beyond) {
            throw new UndecodableRecordException(
                    Code.TOO_LARGE, "A value is beyond Avro's own limits: " + beyond.getMessage());
        } catch (AvroTypeException mismatch) {
            throw new UndecodableRecordException(
                    Code.SCHEMA_MISMATCH,
                    "The writer schema %s cannot be read as %s"
                            .formatted(
                                    plan.writer.getFullName(),
                                    plan.reader.getExpected().getFullName()),
                    mismatch);
        } catch (AvroRuntimeException | IOException | ClassCastException | IllegalArgumentException malformed) {
            // Without the cause: its message may quote what the record holds.
            throw new UndecodableRecordException(
                    Code.MALFORMED,
                    "The bytes are not a %s (%s)"
                            .formatted(
                                    plan.writer.getFullName(),
                                    malformed.getClass().getSimpleName()));
        }
    }
}
