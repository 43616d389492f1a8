package io.kalmstream.avro.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.SystemLimitException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures as Confluent's deserializer throws them, and whose fault they are. */
final class ConfluentFaultsTest {
    @ParameterizedTest
    @MethodSource("ofTheRecord")
    void failure_isTheRecords(RuntimeException failure, Code code) {
        assertThat(ConfluentFaults.ofReading(failure))
                .isInstanceOfSatisfying(UndecodableRecordException.class, fault -> {
                    assertThat(fault.code()).isEqualTo(code);
                    assertThat(fault).hasNoCause().hasMessageNotContaining("canary");
                });
    }

    static Stream<Arguments> ofTheRecord() {
        return Stream.of(
                argumentSet("magic", new SerializationException("Unknown magic byte!"), Code.BAD_MAGIC),
                argumentSet("unknown id", caused(new RestClientException("canary", 404, 40403)), Code.UNKNOWN_SCHEMA),
                argumentSet("end of bytes", caused(new EOFException("canary")), Code.TRUNCATED),
                argumentSet("limit", caused(new SystemLimitException("canary")), Code.TOO_LARGE),
                argumentSet("type", caused(new AvroTypeException("canary")), Code.SCHEMA_MISMATCH),
                argumentSet("Avro", caused(new AvroRuntimeException("canary")), Code.MALFORMED),
                argumentSet("index", caused(new ArrayIndexOutOfBoundsException("canary")), Code.MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("ofTheWorld")
    void failure_isTheWorlds(RuntimeException failure) {
        assertThat(ConfluentFaults.ofReading(failure)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(ConfluentFaults.ofWriting(failure)).isInstanceOf(RegistryUnavailableException.class);
    }

    static Stream<RuntimeException> ofTheWorld() {
        return Stream.of(
                caused(new ConnectException("refused")),
                caused(new SocketTimeoutException("slow")),
                caused(new IOException("reset")),
                caused(new RestClientException("busy", 503, 50301)),
                caused(new RestClientException("busy", 429, 429)),
                new TimeoutException("408, 500, 503 and 504 come as this"),
                new DisconnectException("502 comes as this"));
    }

    @ParameterizedTest
    @MethodSource("ofTheConfiguration")
    void failure_isTheConfigurations_orUnknown(RuntimeException failure) {
        assertThat(ConfluentFaults.ofReading(failure)).isInstanceOf(RegistryRefusedException.class);
    }

    static Stream<RuntimeException> ofTheConfiguration() {
        return Stream.of(
                new SaslAuthenticationException("401"),
                new AuthorizationException("403"),
                caused(new RestClientException("no", 401, 40101)),
                caused(new RestClientException("something else listens there", 404, 404)),
                new IllegalStateException("nobody knows"),
                caused(new IllegalStateException("nobody knows")));
    }

    private static RuntimeException caused(Throwable cause) {
        return new SerializationException("Error deserializing Avro message for id 7", cause);
    }
}
