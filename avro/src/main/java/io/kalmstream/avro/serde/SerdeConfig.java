package io.kalmstream.avro.serde;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The settings of serializer, deserializer and registry client. The keys are Confluent's, except {@link #MAX_BYTES}
 * and {@link #SERDES}. Keys it does
 * not know are left alone: in Kafka the settings of a client and of its serializers travel in one map.
 */
public final class SerdeConfig {
    public static final String URL = "schema.registry.url";
    public static final String BASIC_SOURCE = "basic.auth.credentials.source";
    public static final String BASIC_USER_INFO = "basic.auth.user.info";
    public static final String BASIC_USER_INFO_ALIAS = "schema.registry.basic.auth.user.info";
    public static final String JAAS = "sasl.jaas.config";
    public static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    public static final String BEARER_TOKEN = "bearer.auth.token";
    public static final String ISSUER_URL = "bearer.auth.issuer.endpoint.url";
    public static final String KAFKA_TOKEN_URL = SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL;
    public static final String CLIENT_ID = "bearer.auth.client.id";
    public static final String CLIENT_SECRET = "bearer.auth.client.secret";
    public static final String SCOPE = "bearer.auth.scope";
    public static final String SCOPE_CLAIM = "bearer.auth.scope.claim.name";
    public static final String SUBJECT_CLAIM = "bearer.auth.sub.claim.name";
    public static final String LOGICAL_CLUSTER = "bearer.auth.logical.cluster";
    public static final String IDENTITY_POOL = "bearer.auth.identity.pool.id";
    public static final String TOKEN_BUFFER = "bearer.auth.cache.expiry.buffer.seconds";
    public static final String AUTO_REGISTER = "auto.register.schemas";
    public static final String USE_LATEST = "use.latest.version";
    public static final String LATEST_STRICT = "latest.compatibility.strict";
    public static final String KEY_STRATEGY = "key.subject.name.strategy";
    public static final String VALUE_STRATEGY = "value.subject.name.strategy";
    public static final String SPECIFIC_READER = "specific.avro.reader";
    public static final String SPECIFIC_KEY_TYPE = "specific.avro.key.type";
    public static final String SPECIFIC_VALUE_TYPE = "specific.avro.value.type";
    public static final String REMOVE_JAVA_PROPERTIES = "avro.remove.java.properties";
    public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    public static final String READ_TIMEOUT = "http.read.timeout.ms";
    public static final String CACHE_CAPACITY = "max.schemas.per.subject";
    public static final String MISSING_ID_TTL = "missing.id.cache.ttl.sec";
    public static final String MISSING_CAPACITY = "missing.cache.size";
    public static final String MAX_BYTES = "avro.max.bytes";
    public static final String SERDES = "avro.serdes";

    private static final ConfigDef DEFINITION = SerdeConfigDef.define();

    private final Map<String, Object> values;
    private final Map<String, ?> given;

    private SerdeConfig(Map<String, Object> values, Map<String, ?> given) {
        this.values = values;
        this.given = given;
    }

    /** @throws ConfigException a value is missing, of the wrong type or unknown */
    static SerdeConfig of(Map<String, ?> settings) {
        SerdeConfig config = new SerdeConfig(DEFINITION.parse(settings), settings);
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

    /** As they were given: what was not has no place in it. */
    Map<String, ?> given() {
        return given;
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
}
