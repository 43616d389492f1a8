package io.kalmstream.topology.event;

import io.kalmstream.avro.serde.RegistryRefusedException;
import io.kalmstream.avro.serde.RegistryUnavailableException;
import io.kalmstream.avro.serde.SerdeException;
import io.kalmstream.avro.serde.UndecodableRecordException;
import io.kalmstream.avro.serde.UnencodableRecordException;

/** Tells the record's faults, which make a dead letter, from those of the world and of the configuration, which must not. */
public final class SerdeFaults {
    private SerdeFaults() {}

    /** @throws SerdeException the record is not to blame */
    public static Decoded.Undecodable blameRecord(SerdeException fault) {
        return switch (fault) {
            case UndecodableRecordException undecodable ->
                new Decoded.Undecodable(code(undecodable.code()), reason(undecodable));
            case RegistryUnavailableException unavailable -> throw unavailable;
            case RegistryRefusedException refused -> throw refused;
            case UnencodableRecordException unencodable ->
                throw new IllegalStateException("reading failed as writing does. This is a bug.", unencodable);
        };
    }

    private static FailureCode code(UndecodableRecordException.Code code) {
        return switch (code) {
            case BAD_MAGIC -> FailureCode.BAD_MAGIC;
            case TRUNCATED -> FailureCode.TRUNCATED;
            case TRAILING_BYTES, MALFORMED -> FailureCode.MALFORMED;
            case UNKNOWN_SCHEMA -> FailureCode.UNKNOWN_SCHEMA;
            case SCHEMA_MISMATCH -> FailureCode.SCHEMA_MISMATCH;
            case TOO_LARGE -> FailureCode.TOO_LARGE;
        };
    }

    private static String reason(UndecodableRecordException e) {
        String message = e.getMessage();
        return message == null ? e.code().name() : message;
    }
}
