package io.kalmstream.topology.event.mapping;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The settings that say what the input topics hold. */
public final class InputConfig {
    public static final String FORMAT = "input.format";
    public static final String KEY_FORMAT = "input.key.format";
    public static final String KEY_FIELD = "input.key.field";
    public static final String ID_FIELD = "input.id.field";
    public static final String TEXT_TEMPLATE = "input.text.template";
    public static final String TENANT_FIELD = "input.tenant.field";
    public static final String TIMESTAMP_FIELD = "input.timestamp.field";
    public static final String PAYLOAD_FIELDS = "input.payload.fields";

    private static final String TEXT_EVENT = "text-event";
    private static final List<String> OF_RECORDS =
            List.of(ID_FIELD, TEXT_TEMPLATE, TENANT_FIELD, TIMESTAMP_FIELD, PAYLOAD_FIELDS);
    private static final List<String> OF_KEYS = List.of(KEY_FORMAT, KEY_FIELD);

    private static final ConfigDef DEFINITION = define();

    private final Map<String, Object> values;
    private final Map<String, ?> given;
    private final List<String> problems = new ArrayList<>();

    private InputConfig(Map<String, ?> given) {
        this.given = given;
        this.values = DEFINITION.parse(given);
    }

    /** All keys with types, defaults and a sentence each: what a generated table of settings shows. */
    public static ConfigDef definition() {
        return new ConfigDef(DEFINITION);
    }

    /**
     * @param given keys of ours; others are left alone
     * @throws ConfigException values that make no sense, by themselves or together; the message names them all
     */
    public static Input input(Map<String, ?> given) {
        InputConfig config = new InputConfig(given);
        @Nullable Input input = config.read();
        if (input == null || !config.problems.isEmpty()) {
            throw new ConfigException(String.join("; ", config.problems));
        }
        return input;
    }

    private @Nullable Input read() {
        String format = text(FORMAT);
        return switch (format) {
            case TEXT_EVENT -> {
                refuse(OF_RECORDS, format);
                refuse(OF_KEYS, format);
                yield new Input.TextEvents();
            }
            case "string" -> {
                refuse(OF_RECORDS, format);
                yield new Input.Texts(key());
            }
            case "json", "avro" -> records(format.equals("avro"));
            default -> throw new IllegalStateException("an unknown format was let through: " + format);
        };
    }

    private @Nullable Input records(boolean avro) {
        Input.Key key = key();
        @Nullable TextTemplate text = sensible(TEXT_TEMPLATE, () -> TextTemplate.parse(text(TEXT_TEMPLATE)));
        @Nullable PayloadFields payload = sensible(PAYLOAD_FIELDS, () -> PayloadFields.parse(list(PAYLOAD_FIELDS)));
        if (text == null || payload == null) {
            return null;
        }
        RecordMapping mapping =
                new RecordMapping(path(ID_FIELD), text, path(TENANT_FIELD), path(TIMESTAMP_FIELD), payload);
        return avro ? new Input.Avro(key, mapping) : new Input.Json(key, mapping);
    }

    private Input.Key key() {
        Input.Key.Format format = switch (text(KEY_FORMAT)) {
            case "json" -> Input.Key.Format.JSON;
            case "avro" -> Input.Key.Format.AVRO;
            default -> Input.Key.Format.STRING;
        };
        @Nullable FieldPath field = path(KEY_FIELD);
        if (field != null && format == Input.Key.Format.STRING) {
            problems.add("%s is set, but %s is string: such a key has no fields".formatted(KEY_FIELD, KEY_FORMAT));
        }
        return new Input.Key(format, field);
    }

    private void refuse(List<String> keys, String format) {
        keys.stream()
                .filter(key -> given.containsKey(key)
                        && !String.valueOf(given.get(key)).isBlank())
                .forEach(key -> problems.add(
                        "%s is set, but %s is %s, which has no use for it".formatted(key, FORMAT, format)));
    }

    private <T> @Nullable T sensible(String key, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            problems.add("%s: %s".formatted(key, e.getMessage()));
            return null;
        }
    }

    private @Nullable FieldPath path(String key) {
        String name = text(key);
        return name.isBlank() ? null : new FieldPath(name);
    }

    private String text(String key) {
        return String.valueOf(values.get(key));
    }

    @SuppressWarnings("unchecked") // a LIST of ConfigDef is a list of strings
    private List<String> list(String key) {
        return (List<String>) requireNonNull(values.get(key), key);
    }

    private static ConfigDef define() {
        ConfigDef definition = new ConfigDef()
                .define(
                        FORMAT,
                        ConfigDef.Type.STRING,
                        TEXT_EVENT,
                        ValidString.in(TEXT_EVENT, "avro", "json", "string"),
                        Importance.HIGH,
                        "What values are: TextEvent records of ours, Avro records of anybody's schema, JSON objects,"
                                + " or bare texts in UTF-8.");
        field(definition, ID_FIELD, "Field that names the document; empty: the record's key does.");
        definition.define(
                TEXT_TEMPLATE,
                ConfigDef.Type.STRING,
                "",
                Importance.HIGH,
                "The text to embed, like {title}\\n"
                        + "{author.name}: {field} stands for a field's value, nothing for one that is missing. Required"
                        + " with avro and json.");
        field(definition, TENANT_FIELD, "Field that names the tenant; empty: there are no tenants.");
        field(
                definition,
                TIMESTAMP_FIELD,
                "Field that says when it happened, as ISO-8601, milliseconds since 1970 or an Avro timestamp; empty,"
                        + " or where a record lacks it: the record's own timestamp.");
        definition
                .define(
                        PAYLOAD_FIELDS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Fields kept beside the vector for filters: a list of `field`, `field:type`, `field as name`"
                            + " (types string, long, double, boolean), or * for every text, number, boolean and time"
                            + " at the top level.")
                .define(
                        KEY_FORMAT,
                        ConfigDef.Type.STRING,
                        "string",
                        ValidString.in("string", "json", "avro"),
                        Importance.MEDIUM,
                        "What keys are: they are the id of tombstones, and of records without " + ID_FIELD + ".");
        field(
                definition,
                KEY_FIELD,
                "Where the id stands in a key that is an object or a record; empty: the key is the id.");
        return definition;
    }

    private static void field(ConfigDef definition, String key, String documentation) {
        definition.define(key, ConfigDef.Type.STRING, "", Importance.MEDIUM, documentation);
    }
}
