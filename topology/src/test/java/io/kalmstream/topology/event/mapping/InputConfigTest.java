package io.kalmstream.topology.event.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InputConfigTest {
    private static final Map<String, String> ALL = Map.of(
            InputConfig.FORMAT, "avro",
            InputConfig.KEY_FORMAT, "json",
            InputConfig.KEY_FIELD, "key.id",
            InputConfig.ID_FIELD, "sku",
            InputConfig.TEXT_TEMPLATE, "{title}",
            InputConfig.TENANT_FIELD, "shop",
            InputConfig.TIMESTAMP_FIELD, "changed",
            InputConfig.PAYLOAD_FIELDS, "brand, price:double, author.name as author, *");

    @Test
    void input_isOurOwnRecords_byDefault() {
        assertThat(InputConfig.input(Map.of("other.key", "x"))).isEqualTo(new Input.TextEvents());
    }

    @Test
    void input_takesEveryKey() {
        assertThat(ALL.keySet()).isEqualTo(InputConfig.definition().names());
        assertThat(InputConfig.input(ALL))
                .isEqualTo(new Input.Avro(
                        new Input.Key(Input.Key.Format.JSON, new FieldPath("key.id")),
                        new RecordMapping(
                                new FieldPath("sku"),
                                TextTemplate.parse("{title}"),
                                new FieldPath("shop"),
                                new FieldPath("changed"),
                                new PayloadFields(
                                        List.of(
                                                field("brand", PayloadField.Type.ANY, "brand"),
                                                field("price", PayloadField.Type.DOUBLE, "price"),
                                                field("author.name", PayloadField.Type.ANY, "author")),
                                        true))));
    }

    @Test
    void input_readsTextsWithTheirKeys() {
        assertThat(InputConfig.input(Map.of(InputConfig.FORMAT, "string")))
                .isEqualTo(new Input.Texts(new Input.Key(Input.Key.Format.STRING, null)));
    }

    @ParameterizedTest
    @CsvSource({
        "input.format, protobuf",
        "input.key.format, long",
        "input.text.template, ''",
        "input.text.template, '{title'",
        "input.text.template, '{{title}}'",
        "input.payload.fields, 'price:money'",
        "input.payload.fields, 'a as x, b as x'",
        "input.payload.fields, 'a b'",
    })
    void input_refusesWhatMakesNoSense_namingTheKey(String key, String value) {
        Map<String, String> given = new HashMap<>(ALL);
        given.put(key, value);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> InputConfig.input(given))
                .withMessageContaining(key);
    }

    @Test
    void input_namesEverythingThatIsWrongAtOnce() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> InputConfig.input(Map.of(
                        InputConfig.FORMAT, "json",
                        InputConfig.TEXT_TEMPLATE, "{}",
                        InputConfig.PAYLOAD_FIELDS, "a:b",
                        InputConfig.KEY_FIELD, "id")))
                .withMessageContainingAll(
                        InputConfig.TEXT_TEMPLATE, InputConfig.PAYLOAD_FIELDS, InputConfig.KEY_FIELD, "string");
    }

    @ParameterizedTest
    @CsvSource({"string, input.id.field", "string, input.payload.fields", "text-event, input.key.format"})
    void input_refusesKeysThatTheFormatHasNoUseFor(String format, String key) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> InputConfig.input(Map.of(InputConfig.FORMAT, format, key, "json")))
                .withMessageContainingAll(key, format);
    }

    @Test
    void definition_documentsEveryKey() {
        assertThat(InputConfig.definition().configKeys().values())
                .allSatisfy(key -> assertThat(key.documentation).endsWith("."));
    }

    private static PayloadField field(String path, PayloadField.Type type, String name) {
        return new PayloadField(new FieldPath(path), type, name);
    }
}
