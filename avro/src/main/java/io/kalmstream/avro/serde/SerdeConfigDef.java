package io.kalmstream.avro.serde;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** Type, default and meaning of each key of {@link SerdeConfig}. */
final class SerdeConfigDef {
    static final String STATIC_TOKEN = "STATIC_TOKEN";
    static final String OAUTH = "OAUTHBEARER";
    static final String OAUTH_OF_KAFKA = "SASL_OAUTHBEARER_INHERIT";

    /** This package's own classes. */
    static final String OWN = "kalmstream";

    static final String CONFLUENT = "confluent";

    private SerdeConfigDef() {}

    static ConfigDef define() {
        ConfigDef definition = new ConfigDef();
        defineRegistry(definition);
        defineCredentials(definition);
        defineTokens(definition);
        defineWriting(definition);
        defineReading(definition);
        RegistryTls.define(definition);
        return definition;
    }

    private static void defineRegistry(ConfigDef definition) {
        definition
                .define(
                        SerdeConfig.URL,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "Required. Addresses of one schema registry, tried in order; a path is kept"
                            + " (http://host:8080/apis/ccompat/v7). mock://name is a registry in memory, shared by all"
                            + " who name it in this JVM.")
                .define(
                        SerdeConfig.CONNECT_TIMEOUT,
                        ConfigDef.Type.INT,
                        5_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Milliseconds until an address that does not accept a connection counts as unavailable.")
                .define(
                        SerdeConfig.READ_TIMEOUT,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Milliseconds until an address that has not answered in full counts as unavailable.")
                .define(
                        SerdeConfig.CACHE_CAPACITY,
                        ConfigDef.Type.INT,
                        1_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How many schemas a client remembers.")
                .define(
                        SerdeConfig.MISSING_ID_TTL,
                        ConfigDef.Type.INT,
                        0,
                        Range.atLeast(0),
                        Importance.LOW,
                        "Seconds for which an id that the registry does not know is not asked for again; 0 asks every"
                                + " time, so that a schema registered late is seen at once.")
                .define(
                        SerdeConfig.MISSING_CAPACITY,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How many such ids a client remembers.");
    }

    private static void defineCredentials(ConfigDef definition) {
        definition
                .define(
                        SerdeConfig.BASIC_SOURCE,
                        ConfigDef.Type.STRING,
                        "URL",
                        ValidString.in("URL", "USER_INFO", "SASL_INHERIT"),
                        Importance.MEDIUM,
                        "Where user and password come from: the address (http://user:password@host), "
                                + SerdeConfig.BASIC_USER_INFO + ", or username and password in " + SerdeConfig.JAAS
                                + ".")
                .define(
                        SerdeConfig.JAAS,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.LOW,
                        "The Kafka client's login, used here only when " + SerdeConfig.BASIC_SOURCE
                                + " is SASL_INHERIT.")
                .define(
                        SerdeConfig.BASIC_USER_INFO,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "user:password for basic authentication.")
                .define(
                        SerdeConfig.BASIC_USER_INFO_ALIAS,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.LOW,
                        "Older name of " + SerdeConfig.BASIC_USER_INFO + ".")
                .define(
                        SerdeConfig.BEARER_SOURCE,
                        ConfigDef.Type.STRING,
                        "",
                        ValidString.in("", STATIC_TOKEN, OAUTH, OAUTH_OF_KAFKA),
                        Importance.MEDIUM,
                        STATIC_TOKEN + " sends " + SerdeConfig.BEARER_TOKEN + "; " + OAUTH
                                + " gets tokens from " + SerdeConfig.ISSUER_URL + "; " + OAUTH_OF_KAFKA
                                + " gets them as the Kafka client does, from " + SerdeConfig.KAFKA_TOKEN_URL
                                + " with clientId, clientSecret and scope of " + SerdeConfig.JAAS
                                + "; empty sends none.")
                .define(
                        SerdeConfig.BEARER_TOKEN,
                        ConfigDef.Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "Token for bearer authentication.");
    }

    private static void defineTokens(ConfigDef definition) {
        text(
                definition,
                SerdeConfig.ISSUER_URL,
                "Where tokens are issued for client credentials (OAuth 2.0): http or https.");
        text(
                definition,
                SerdeConfig.KAFKA_TOKEN_URL,
                "The Kafka client's, used here only with " + OAUTH_OF_KAFKA + ".");
        text(definition, SerdeConfig.CLIENT_ID, "Who asks for tokens.");
        definition.define(
                SerdeConfig.CLIENT_SECRET,
                ConfigDef.Type.PASSWORD,
                "",
                Importance.MEDIUM,
                "The password that goes with " + SerdeConfig.CLIENT_ID + ".");
        text(definition, SerdeConfig.SCOPE, "What the token is for; empty: what the issuer gives by itself.");
        text(
                definition,
                SerdeConfig.LOGICAL_CLUSTER,
                "Confluent Cloud's registry (lsrc-...), told with every request.");
        text(
                definition,
                SerdeConfig.IDENTITY_POOL,
                "Confluent Cloud's identity pool (pool-...), told with every request.");
        definition.define(
                SerdeConfig.TOKEN_BUFFER,
                ConfigDef.Type.INT,
                300,
                Range.atLeast(0),
                Importance.LOW,
                "How many seconds before its end a token is replaced; at most half of its life.");
        text(definition, SerdeConfig.SCOPE_CLAIM, "Taken and not used: tokens are for the registry to look into.");
        text(definition, SerdeConfig.SUBJECT_CLAIM, "The same.");
    }

    private static void text(ConfigDef definition, String key, String documentation) {
        definition.define(key, ConfigDef.Type.STRING, "", Importance.LOW, documentation);
    }

    private static void defineWriting(ConfigDef definition) {
        definition
                .define(
                        SerdeConfig.AUTO_REGISTER,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Whether a writer registers schemas the registry does not have yet.")
                .define(
                        SerdeConfig.USE_LATEST,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether records are written with the subject's latest schema; only when "
                                + SerdeConfig.AUTO_REGISTER + " is false.")
                .define(
                        SerdeConfig.LATEST_STRICT,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.LOW,
                        "Whether " + SerdeConfig.USE_LATEST
                                + " refuses a latest schema that cannot be read from the record's own.")
                .define(
                        SerdeConfig.REMOVE_JAVA_PROPERTIES,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether properties that only matter to Java (avro.java.string) are left out of registered"
                                + " schemas.")
                .define(
                        SerdeConfig.KEY_STRATEGY,
                        ConfigDef.Type.STRING,
                        SubjectNameStrategy.TOPIC.confluentName(),
                        Importance.MEDIUM,
                        "Under which subject schemas of keys are registered: TopicNameStrategy, RecordNameStrategy or"
                                + " TopicRecordNameStrategy, with or without Confluent's package name.")
                .define(
                        SerdeConfig.VALUE_STRATEGY,
                        ConfigDef.Type.STRING,
                        SubjectNameStrategy.TOPIC.confluentName(),
                        Importance.MEDIUM,
                        "The same for values.");
    }

    private static void defineReading(ConfigDef definition) {
        definition
                .define(
                        SerdeConfig.SPECIFIC_READER,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether a reader answers generated classes (true) or GenericRecord (false).")
                .define(
                        SerdeConfig.SPECIFIC_KEY_TYPE,
                        ConfigDef.Type.CLASS,
                        null,
                        Importance.LOW,
                        "The generated class of keys; without it, the class that has the writer schema's name.")
                .define(
                        SerdeConfig.SPECIFIC_VALUE_TYPE,
                        ConfigDef.Type.CLASS,
                        null,
                        Importance.LOW,
                        "The same for values.")
                .define(
                        SerdeConfig.MAX_BYTES,
                        ConfigDef.Type.INT,
                        16 << 20,
                        Range.between(WireFormat.HEADER_BYTES, AvroLimits.MAX_BYTES),
                        Importance.LOW,
                        "Longest key or value a reader decodes, in bytes.")
                .define(
                        SerdeConfig.SERDES,
                        ConfigDef.Type.STRING,
                        OWN,
                        ValidString.in(OWN, CONFLUENT),
                        Importance.LOW,
                        "What a worker reads and writes Avro with: KalmStream's classes, or Confluent's, which are in"
                                + " builds with the Maven profile confluent only.");
    }
}
