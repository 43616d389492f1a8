package io.kalmstream.deploy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.sinks.StoreException;
import java.io.IOException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailureKindTest {
    @Test
    void of_looksThroughWrappers() {
        assertThat(FailureKind.of(new StreamsException("wrapped", new TimeoutException("slow"))))
                .isEqualTo(FailureKind.TRANSIENT);
        assertThat(FailureKind.of(new StreamsException("wrapped", new TopicAuthorizationException("no"))))
                .isEqualTo(FailureKind.CONFIGURATION);
    }

    @Test
    void of_asksTheStoresFaults() {
        assertThat(FailureKind.of(new StoreException(StoreException.Fault.WORLD, "down", null)))
                .isEqualTo(FailureKind.TRANSIENT);
        assertThat(FailureKind.of(new StoreException(StoreException.Fault.CONFIGURATION, "key", null)))
                .isEqualTo(FailureKind.CONFIGURATION);
        assertThat(FailureKind.of(new StoreException(StoreException.Fault.BUG, "ours", null)))
                .isEqualTo(FailureKind.BUG);
    }

    @ParameterizedTest
    @CsvSource({
        "MODEL, CONFIGURATION",
        "BATCH, DEVICE",
        "OUT_OF_MEMORY, TRANSIENT",
        "LOST, DEVICE",
        "HUNG, RESTART",
        "STOPPED, TRANSIENT"
    })
    void of_asksTheEncodersFaults(EncoderException.Fault fault, FailureKind kind) {
        assertThat(FailureKind.of(new StreamsException("wrapped", new EncoderException(fault, "scripted"))))
                .isEqualTo(kind);
    }

    @Test
    void of_asksKafkasFaults() {
        assertThat(FailureKind.of(new StreamsException(new SaslAuthenticationException("wrong password"))))
                .isEqualTo(FailureKind.CONFIGURATION);
        assertThat(FailureKind.of(new StreamsException(new TopicAuthorizationException("events"))))
                .isEqualTo(FailureKind.CONFIGURATION);
        assertThat(FailureKind.of(new StreamsException(new InvalidTxnStateException("aborted for its age"))))
                .isEqualTo(FailureKind.TRANSIENT);
        assertThat(FailureKind.of(new StreamsException(new FencedInstanceIdException("another one"))))
                .isEqualTo(FailureKind.RESTART);
        assertThat(FailureKind.of(new ProcessorStateException("no space left on device")))
                .isEqualTo(FailureKind.DEVICE);
    }

    @Test
    void of_asksForTheProcessLimits() {
        IOException files = new IOException("Too many open files");
        assertThat(FailureKind.of(new KafkaException("Failed to construct kafka consumer", files)))
                .isEqualTo(FailureKind.CONFIGURATION);
        assertThat(FailureKind.of(new KafkaException("no library", new IOException("No space left on device"))))
                .isEqualTo(FailureKind.DEVICE);
        assertThat(FailureKind.of(new IOException("anything else"))).isEqualTo(FailureKind.BUG);
        assertThat(FailureKind.of(new OutOfMemoryError("unable to create native thread")))
                .isEqualTo(FailureKind.CONFIGURATION);
    }

    @Test
    void of_anythingElse_isABug() {
        assertThat(FailureKind.of(new IllegalStateException("?"))).isEqualTo(FailureKind.BUG);
    }
}
