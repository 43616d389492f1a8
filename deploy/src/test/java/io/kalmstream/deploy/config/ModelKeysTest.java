package io.kalmstream.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Precision;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelKeysTest {
    @Test
    void of_nothing_isTheBuiltInModel() {
        assertThat(ModelKeys.choice(Map.of("input.topic", "events")))
                .isEqualTo(new ModelChoice("builtin", EncoderOptions.defaults()));
    }

    @Test
    void of_everyKey_isReadAndPromptsKeepTheirBlanks() {
        Map<String, String> values = Map.of(
                "encoder.model", "hf:org/name",
                "encoder.precision", "int8",
                "encoder.attention", "Bidirectional",
                "encoder.pooling", "last_token",
                "encoder.prompt.query", "Instruct: x \n Query: ",
                "encoder.prompt.document", "",
                "encoder.max.tokens", "512",
                "encoder.dimensions", "256",
                "encoder.threads", "3");

        assertThat(ModelKeys.choice(values))
                .isEqualTo(new ModelChoice(
                        "hf:org/name",
                        new EncoderOptions(
                                Precision.INT8,
                                3,
                                Optional.of(Attention.BIDIRECTIONAL),
                                Optional.of(Pooling.LAST_TOKEN),
                                Optional.of("Instruct: x \n Query: "),
                                Optional.of(""),
                                OptionalInt.of(512),
                                OptionalInt.of(256))));
    }

    @ParameterizedTest
    @CsvSource({
        "encoder.precision, int4",
        "encoder.attention, both",
        "encoder.pooling, max",
        "encoder.threads, 0",
        "encoder.dimensions, many",
        "encoder.max.tokens, -1"
    })
    void of_valueThatMakesNoSense_isRefusedByKey(String key, String value) {
        assertThatThrownBy(() -> ModelKeys.choice(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(key, value);
    }
}
