package io.kalmstream.avro.serde;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.SystemLimitException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Says whose fault a failure of Confluent's classes is. They throw one exception for a bad record and for a registry that is away,
 * and what a truncated record causes is an IOException like a refused connection: so the concrete cause decides. What is not known
 * here is nobody's bad record: it stops the worker.
 */
final class ConfluentFaults {
    /** How deep causes are looked for. */
    private static final int DEPTH = 10;

    private static final String BAD_MAGIC = "Unknown magic byte";

    private ConfluentFaults() {}

    static SerdeException ofReading(RuntimeException failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            @Nullable SerdeException known = known(cause);
            if (known != null) {
                return known;
            }
            cause = cause.getCause();
        }
        if (String.valueOf(failure.getMessage()).startsWith(BAD_MAGIC)) {
            return new UndecodableRecordException(
                    Code.BAD_MAGIC, "Not written by an Avro serializer that uses a schema registry");
        }
        return unknown(failure);
    }

    static SerdeException ofWriting(RuntimeException failure) {
        return switch (ofReading(failure)) {
            case UndecodableRecordException undecodable
            when undecodable.code() == Code.UNKNOWN_SCHEMA ->
                new RegistryRefusedException(
                        "The schema registry does not know the schema that is to be written; register it, or set %s=true"
                                .formatted(SerdeConfig.AUTO_REGISTER),
                        undecodable);
            case UndecodableRecordException undecodable ->
                new UnencodableRecordException(
                        "A record does not fit the schema it is to be written with (%s)".formatted(undecodable.code()),
                        null);
            case RegistryUnavailableException unavailable -> unavailable;
            case RegistryRefusedException refused -> refused;
            case UnencodableRecordException unencodable -> unencodable;
        };
    }

    /** Subclasses before their superclasses. */
    private static @Nullable SerdeException known(Throwable cause) {
        return switch (cause) {
            case SerdeException ours -> ours;
            case RestClientException answer -> answered(answer);
            case AuthenticationException denied -> refused(denied);
            case AuthorizationException denied -> refused(denied);
            case ConfigException setting -> refused(setting);
            case RetriableException away -> unavailable(away);
            case EOFException _ -> record(Code.TRUNCATED, cause);
            case InvalidNumberEncodingException _ -> record(Code.MALFORMED, cause);
            case IOException away -> unavailable(away);
            case SystemLimitException _ -> record(Code.TOO_LARGE, cause);
            case AvroTypeException _ -> record(Code.SCHEMA_MISMATCH, cause);
            case AvroRuntimeException _ -> record(Code.MALFORMED, cause);
            case IndexOutOfBoundsException _, ClassCastException _, NegativeArraySizeException _ ->
                record(Code.MALFORMED, cause);
            default -> null;
        };
    }

    private static SerdeException answered(RestClientException answer) {
        int status = answer.getStatus();
        if (status == 404 && answer.getErrorCode() / 100 == 404) {
            return new UndecodableRecordException(
                    Code.UNKNOWN_SCHEMA, "The schema registry does not know the schema that the value names");
        }
        return status == 408 || status == 429 || status / 100 == 5 ? unavailable(answer) : refused(answer);
    }

    private static SerdeException unavailable(Exception cause) {
        return new RegistryUnavailableException(
                "The schema registry cannot be asked (%s)"
                        .formatted(cause.getClass().getSimpleName()),
                cause);
    }

    private static SerdeException refused(Exception cause) {
        return new RegistryRefusedException(
                "The schema registry refuses (%s); check %s and its credentials"
                        .formatted(cause.getClass().getSimpleName(), SerdeConfig.URL),
                cause);
    }

    /** Without the cause: its message may quote what the record holds. */
    private static SerdeException record(Code code, Throwable cause) {
        return new UndecodableRecordException(
                code,
                "Confluent's deserializer does not take the bytes (%s)"
                        .formatted(cause.getClass().getSimpleName()));
    }

    private static SerdeException unknown(RuntimeException failure) {
        return new RegistryRefusedException(
                "Confluent's classes failed in a way that is not known here (%s): not taken for a bad record"
                        .formatted(failure.getClass().getSimpleName()),
                failure);
    }
}
