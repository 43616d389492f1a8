package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.local.LocalStackException;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.sinks.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorLineTest {
    private final StringWriter printed = new StringWriter();
    private final PrintWriter err = new PrintWriter(printed);

    @Test
    void code_saysWhoseTurnItIs() {
        assertThat(ErrorLine.code(CommandException.configuration("port"))).isEqualTo(78);
        assertThat(ErrorLine.code(new ConfigException("key"))).isEqualTo(78);
        assertThat(ErrorLine.code(new SaslAuthenticationException("wrong password")))
                .isEqualTo(78);
        assertThat(ErrorLine.code(new TopicAuthorizationException("events"))).isEqualTo(78);
        assertThat(ErrorLine.code(new LocalStackException("slow", null))).isEqualTo(75);
        assertThat(ErrorLine.code(new TimeoutException("slow"))).isEqualTo(75);
        assertThat(ErrorLine.code(new KafkaException("wrapped", new TimeoutException("slow"))))
                .isEqualTo(75);
        assertThat(ErrorLine.code(new StoreException(StoreException.Fault.CONFIGURATION, "model", null)))
                .isEqualTo(78);
        assertThat(ErrorLine.code(new StoreException(StoreException.Fault.WORLD, "no answer", null)))
                .isEqualTo(75);
        assertThat(ErrorLine.code(new IllegalStateException("?"))).isEqualTo(70);
        assertThat(ErrorLine.code(new InterruptedException())).isEqualTo(130);
    }

    @ParameterizedTest
    @CsvSource({"MODEL, 78", "BATCH, 74", "OUT_OF_MEMORY, 75", "LOST, 74", "HUNG, 75", "STOPPED, 130"})
    void code_encoder_saysWhatIsWrong(EncoderException.Fault fault, int code) {
        assertThat(ErrorLine.code(new EncoderException(fault, "scripted"))).isEqualTo(code);
    }

    @Test
    void print_isOneLine() {
        ErrorLine.print(CommandException.configuration("two\nlines"), false, err);
        assertThat(printed.toString()).isEqualTo("kalmstream: two lines" + System.lineSeparator());
    }

    @Test
    void print_showsTheStackTrace_whenAsked() {
        ErrorLine.print(new IllegalStateException("odd"), true, err);
        assertThat(printed.toString()).contains("This is a bug", "\tat " + ErrorLineTest.class.getName());
    }
}
