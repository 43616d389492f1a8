package io.kalmstream.avro.serde;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The settings of serializer, deserializer and registry client. The keys are Confluent's, except {@link #MAX_BYTES}. Keys it does
 * not know are left alone: in Kafka the settings of a client and of its serializers travel in one map.
 */
public final class SerdeConfig {
    public static final String URL = "schema.registry.url";
    public static final String BASIC_SOURCE = "basic.auth.credentials.source";
    public static final String BASIC_USER_INFO = "basic.auth.user.info";
    public static final String BASIC_USER_INFO_ALIAS = "schema.registry.basic.auth.user.info";
    public static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    public static final String BEARER_TOKEN = "bearer.auth.token";
    public static final String AUTO_REGISTER = "auto.register.schemas";
    public static final String USE_LATEST = "use.latest.version";
    public static final String KEY_STRATEGY = "key.subject.name.strategy";
    public static final String VALUE_STRATEGY = "value.subject.name.strategy";
    public static final String SPECIFIC_READER = "specific.avro.reader";
    public static final String SPECIFIC_KEY_TYPE = "specific.avro.key.type";
    public static final String SPECIFIC_VALUE_TYPE = "specific.avro.value.type";
    public static final String REMOVE_JAVA_PROPERTIES = "avro.remove.java.properties";
    public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    public static final String READ_TIMEOUT = "http.read.timeout.ms";
    public static final String CACHE_CAPACITY = "max.schemas.per.subject";
    public static final String MAX_BYTES = "avro.max.bytes";

    private static final ConfigDef DEFINITION = define();

    private final Map<String, Object> values;

    private SerdeConfig(Map<String, Object> values) {
        this.values = values;
    }

    /** @throws ConfigException a value is missing, of the wrong type or unknown */
    static SerdeConfig of(Map<String, ?> settings) {
        SerdeConfig config = new SerdeConfig(DEFINITION.parse(settings));
        config.strategy(true);
        config.strategy(false);
        return config;
    }

    /** All keys with types, defaults and a sentence each: what a generated table of settings shows. */
    public static ConfigDef definition() {
        return new ConfigDef(DEFINITION);
    }

    /** In the order in which they are tried. */
    List<RegistryAddress> addresses() {
        return RegistryAddress.all(this);
    }

    SubjectNameStrategy strategy(boolean isKey) {
        String name = text(isKey ? KEY_STRATEGY : VALUE_STRATEGY);
        return SubjectNameStrategy.named(name)
                .orElseThrow(() -> new ConfigException(
                        isKey ? KEY_STRATEGY : VALUE_STRATEGY,
                        name,
                        "one of " + String.join(", ", SubjectNameStrategy.names())));
    }

    boolean flag(String key) {
        return (Boolean) value(key);
    }

    int number(String key) {
        return (Integer) value(key);
    }

    String text(String key) {
        return (String) value(key);
    }

    Password secret(String key) {
        return (Password) value(key);
    }

    @SuppressWarnings("unchecked") // a LIST of ConfigDef is a list of strings
    List<String> list(String key) {
        return (List<String>) value(key);
    }

    /** The generated class to read into, or null when none is set. */
    @Nullable
    Class<?> specificType(boolean isKey) {
        return (Class<?>) values.get(isKey ? SPECIFIC_KEY_TYPE : SPECIFIC_VALUE_TYPE);
    }

    private Object value(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new ConfigException(key, null, "it has no value");
        }
        return value;
    }

    private static ConfigDef define() {
        ConfigDef definition = new ConfigDef();
        defineRegistry(definition);
        defineWriting(definition);
        defineReading(definition);
        return definition;
    }

    private static void defineRegistry(ConfigDef definition) {
        definition
                .define(
                        URL,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "Required. Addresses of one schema registry, tried in order; a path is kept"
                            + " (http://host:8080/apis/ccompat/v7). mock://name is a registry in memory, shared by all"
                            + " who name it in this JVM.")
                .define(
                        BASIC_SOURCE,
                        ConfigDef.Type.STRING,
                        "URL",
                        ValidString.in("URL", "USER_INFO"),
                        Importance.MEDIUM,
                        "Where user and password come from: the address (http://user:password@host) or "
                                + BASIC_USER_INFO + ".")
                .define(
                        BASIC_USER_INFO,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "user:password for basic authentication.")
                .define(
                        BASIC_USER_INFO_ALIAS,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.LOW,
                        "Older name of " + BASIC_USER_INFO + ".")
                .define(
                        BEARER_SOURCE,
                        ConfigDef.Type.STRING,
                        "",
                        ValidString.in("", "STATIC_TOKEN"),
                        Importance.MEDIUM,
                        "STATIC_TOKEN sends " + BEARER_TOKEN + "; empty sends none.")
                .define(
                        BEARER_TOKEN,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "Token for bearer authentication.")
                .define(
                        CONNECT_TIMEOUT,
                        ConfigDef.Type.INT,
                        5_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Milliseconds until an address that does not accept a connection counts as unavailable.")
                .define(
                        READ_TIMEOUT,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Milliseconds until an address that has not answered in full counts as unavailable.")
                .define(
                        CACHE_CAPACITY,
                        ConfigDef.Type.INT,
                        1_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How many schemas a client remembers.");
    }

    private static void defineWriting(ConfigDef definition) {
        definition
                .define(
                        AUTO_REGISTER,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Whether a writer registers schemas the registry does not have yet.")
                .define(
                        USE_LATEST,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether records are written with the subject's latest schema; only when " + AUTO_REGISTER
                                + " is false.")
                .define(
                        REMOVE_JAVA_PROPERTIES,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether properties that only matter to Java (avro.java.string) are left out of registered"
                                + " schemas.")
                .define(
                        KEY_STRATEGY,
                        ConfigDef.Type.STRING,
                        SubjectNameStrategy.TOPIC.confluentName(),
                        Importance.MEDIUM,
                        "Under which subject schemas of keys are registered: TopicNameStrategy, RecordNameStrategy or"
                                + " TopicRecordNameStrategy, with or without Confluent's package name.")
                .define(
                        VALUE_STRATEGY,
                        ConfigDef.Type.STRING,
                        SubjectNameStrategy.TOPIC.confluentName(),
                        Importance.MEDIUM,
                        "The same for values.");
    }

    private static void defineReading(ConfigDef definition) {
        definition
                .define(
                        SPECIFIC_READER,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether a reader answers generated classes (true) or GenericRecord (false).")
                .define(
                        SPECIFIC_KEY_TYPE,
                        ConfigDef.Type.CLASS,
                        null,
                        Importance.LOW,
                        "The generated class of keys; without it, the class that has the writer schema's name.")
                .define(SPECIFIC_VALUE_TYPE, ConfigDef.Type.CLASS, null, Importance.LOW, "The same for values.")
                .define(
                        MAX_BYTES,
                        ConfigDef.Type.INT,
                        16 << 20,
                        Range.atLeast(WireFormat.HEADER_BYTES),
                        Importance.LOW,
                        "Longest key or value a reader decodes, in bytes.");
    }
}
