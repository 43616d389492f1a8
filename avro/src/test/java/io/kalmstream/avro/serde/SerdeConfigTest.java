package io.kalmstream.avro.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kalmstream.avro.TextEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SerdeConfigTest {
    private static final String TLS = "schema.registry.ssl.";

    private final Map<String, Object> settings = new HashMap<>(Map.of(SerdeConfig.URL, "http://a:1"));

    @Test
    void of_hasConfluentsDefaults() {
        SerdeConfig config = SerdeConfig.of(settings);

        assertThat(config.flag(SerdeConfig.AUTO_REGISTER)).isTrue();
        assertThat(config.flag(SerdeConfig.USE_LATEST)).isFalse();
        assertThat(config.flag(SerdeConfig.LATEST_STRICT)).isTrue();
        assertThat(config.number(SerdeConfig.MISSING_ID_TTL)).isZero();
        assertThat(config.flag(SerdeConfig.SPECIFIC_READER)).isFalse();
        assertThat(config.flag(SerdeConfig.REMOVE_JAVA_PROPERTIES)).isFalse();
        assertThat(config.strategy(true)).isEqualTo(SubjectNameStrategy.TOPIC);
        assertThat(config.strategy(false)).isEqualTo(SubjectNameStrategy.TOPIC);
        assertThat(config.specificType(true)).isNull();
        assertThat(config.specificType(false)).isNull();
        assertThat(config.text(SerdeConfig.BASIC_SOURCE)).isEqualTo("URL");
        assertThat(config.text(SerdeConfig.BEARER_SOURCE)).isEmpty();
        assertThat(config.secret(SerdeConfig.BASIC_USER_INFO).value()).isEmpty();
        assertThat(config.secret(SerdeConfig.BASIC_USER_INFO_ALIAS).value()).isEmpty();
        assertThat(config.secret(SerdeConfig.BEARER_TOKEN).value()).isEmpty();
        assertThat(config.text(SerdeConfig.ISSUER_URL)).isEmpty();
        assertThat(config.text(SerdeConfig.CLIENT_ID)).isEmpty();
        assertThat(config.secret(SerdeConfig.CLIENT_SECRET).value()).isEmpty();
        assertThat(config.number(SerdeConfig.TOKEN_BUFFER)).isEqualTo(300);
        assertThat(config.text(SerdeConfig.SERDES)).isEqualTo("kalmstream");
        assertThat(config.number(SerdeConfig.CONNECT_TIMEOUT)).isEqualTo(5_000);
        assertThat(config.number(SerdeConfig.READ_TIMEOUT)).isEqualTo(10_000);
        assertThat(config.number(SerdeConfig.CACHE_CAPACITY)).isEqualTo(1_000);
        assertThat(config.number(SerdeConfig.MAX_BYTES)).isEqualTo(16 << 20);
        assertThat(config.addresses())
                .extracting(RegistryAddress::authorization)
                .containsOnlyNulls();
    }

    @Test
    void of_takesEveryKey() {
        Map<String, String> all = Map.ofEntries(
                Map.entry(SerdeConfig.URL, "http://a:1/x/, https://b"),
                Map.entry(SerdeConfig.BASIC_SOURCE, "USER_INFO"),
                Map.entry(SerdeConfig.BASIC_USER_INFO, "u:p"),
                Map.entry(SerdeConfig.BASIC_USER_INFO_ALIAS, "u:q"),
                Map.entry(SerdeConfig.BEARER_SOURCE, "STATIC_TOKEN"),
                Map.entry(SerdeConfig.BEARER_TOKEN, "t"),
                Map.entry(SerdeConfig.AUTO_REGISTER, "false"),
                Map.entry(SerdeConfig.USE_LATEST, "true"),
                Map.entry(SerdeConfig.KEY_STRATEGY, "RecordNameStrategy"),
                Map.entry(SerdeConfig.VALUE_STRATEGY, "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy"),
                Map.entry(SerdeConfig.SPECIFIC_READER, "true"),
                Map.entry(SerdeConfig.SPECIFIC_KEY_TYPE, TextEvent.class.getName()),
                Map.entry(SerdeConfig.SPECIFIC_VALUE_TYPE, TextEvent.class.getName()),
                Map.entry(SerdeConfig.REMOVE_JAVA_PROPERTIES, "true"),
                Map.entry(SerdeConfig.CONNECT_TIMEOUT, "1"),
                Map.entry(SerdeConfig.READ_TIMEOUT, "2"),
                Map.entry(SerdeConfig.CACHE_CAPACITY, "3"),
                Map.entry(SerdeConfig.LATEST_STRICT, "false"),
                Map.entry(SerdeConfig.MISSING_ID_TTL, "7"),
                Map.entry(SerdeConfig.MISSING_CAPACITY, "8"),
                Map.entry(SerdeConfig.JAAS, "j"),
                Map.entry(SerdeConfig.ISSUER_URL, "https://issuer/token"),
                Map.entry(SerdeConfig.KAFKA_TOKEN_URL, "https://other/token"),
                Map.entry(SerdeConfig.CLIENT_ID, "me"),
                Map.entry(SerdeConfig.CLIENT_SECRET, "s"),
                Map.entry(SerdeConfig.SCOPE, "read"),
                Map.entry(SerdeConfig.SCOPE_CLAIM, "scp"),
                Map.entry(SerdeConfig.SUBJECT_CLAIM, "client"),
                Map.entry(SerdeConfig.LOGICAL_CLUSTER, "lsrc-1"),
                Map.entry(SerdeConfig.IDENTITY_POOL, "pool-1"),
                Map.entry(SerdeConfig.TOKEN_BUFFER, "9"),
                Map.entry(SerdeConfig.SERDES, "confluent"),
                Map.entry(SerdeConfig.MAX_BYTES, "5"));
        SerdeConfig config = SerdeConfig.of(all);

        assertThat(SerdeConfig.definition().names())
                .filteredOn(key -> !key.startsWith(TLS))
                .containsExactlyInAnyOrderElementsOf(all.keySet());
        assertThat(SerdeConfig.definition().names()).contains(TLS + "truststore.location", TLS + "keystore.key");
        assertThat(config.flag(SerdeConfig.LATEST_STRICT)).isFalse();
        assertThat(config.number(SerdeConfig.MISSING_ID_TTL)).isEqualTo(7);
        assertThat(config.number(SerdeConfig.MISSING_CAPACITY)).isEqualTo(8);
        assertThat(config.addresses())
                .extracting(address -> address.base().toString())
                .containsExactly("http://a:1/x", "https://b");
        assertThat(config.flag(SerdeConfig.AUTO_REGISTER)).isFalse();
        assertThat(config.flag(SerdeConfig.USE_LATEST)).isTrue();
        assertThat(config.flag(SerdeConfig.SPECIFIC_READER)).isTrue();
        assertThat(config.flag(SerdeConfig.REMOVE_JAVA_PROPERTIES)).isTrue();
        assertThat(config.strategy(true)).isEqualTo(SubjectNameStrategy.RECORD);
        assertThat(config.strategy(false)).isEqualTo(SubjectNameStrategy.TOPIC_RECORD);
        assertThat(config.specificType(true)).isEqualTo(TextEvent.class);
        assertThat(config.specificType(false)).isEqualTo(TextEvent.class);
        assertThat(List.of(SerdeConfig.CONNECT_TIMEOUT, SerdeConfig.READ_TIMEOUT, SerdeConfig.CACHE_CAPACITY))
                .extracting(config::number)
                .containsExactly(1, 2, 3);
        assertThat(config.number(SerdeConfig.MAX_BYTES)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "schema.registry.url, ''",
        "schema.registry.url, localhost:8081",
        "schema.registry.url, ftp://localhost",
        "schema.registry.url, http://",
        "schema.registry.url, 'http://a b'",
        "schema.registry.url, http://a?b=c",
        "schema.registry.url, 'mock://a,http://b'",
        "key.subject.name.strategy, com.example.Mine",
        "value.subject.name.strategy, ''",
        "basic.auth.credentials.source, SASL_INHERIT",
        "basic.auth.credentials.source, USER_INFO",
        "bearer.auth.credentials.source, STATIC_TOKEN",
        "bearer.auth.credentials.source, OAUTHBEARER",
        "bearer.auth.credentials.source, SASL_OAUTHBEARER_INHERIT",
        "bearer.auth.credentials.source, CUSTOM",
        "bearer.auth.cache.expiry.buffer.seconds, -1",
        "avro.serdes, other",
        "avro.max.bytes, 67108865",
        "auto.register.schemas, maybe",
        "specific.avro.value.type, com.example.NotThere",
        "http.read.timeout.ms, 0",
        "http.connect.timeout.ms, 0",
        "max.schemas.per.subject, 0",
        "missing.id.cache.ttl.sec, -1",
        "schema.registry.ssl.endpoint.identification.algorithm, ''",
        "avro.max.bytes, 4",
    })
    void open_refusesWhatMakesNoSense_namingTheKey(String key, String value) {
        settings.put(key, value);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SchemaRegistries.open(settings).close())
                .withMessageContaining(key);
    }

    @Test
    void addresses_takeCredentialsFromTheUrl_andLeaveThemOutOfIt() {
        settings.put(SerdeConfig.URL, "http://me:pass%20word@a:1/x");

        assertThat(SerdeConfig.of(settings).addresses()).singleElement().satisfies(address -> {
            assertThat(address.base()).hasToString("http://a:1/x");
            assertThat(address.authorization()).isEqualTo(basic("me:pass word"));
            assertThat(address.toString())
                    .doesNotContain("word")
                    .doesNotContain(basic("me:pass word").value());
        });
    }

    @Test
    void addresses_showNoPassword_whenTheUrlIsBroken() {
        settings.put(SerdeConfig.URL, "http://me:canary word@a:1/x");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SerdeConfig.of(settings).addresses())
                .withMessageNotContaining("canary")
                .withNoCause();
    }

    @Test
    void addresses_takeTheOlderName_whenTheNewOneIsMissing() {
        settings.put(SerdeConfig.BASIC_SOURCE, "USER_INFO");
        settings.put(SerdeConfig.BASIC_USER_INFO_ALIAS, "old:1");
        assertThat(authorization()).isEqualTo(basic("old:1"));

        settings.put(SerdeConfig.BASIC_USER_INFO, "new:2");
        assertThat(authorization()).isEqualTo(basic("new:2"));
    }

    @Test
    void addresses_takeTheToken() {
        settings.put(SerdeConfig.BEARER_SOURCE, "STATIC_TOKEN");
        settings.put(SerdeConfig.BEARER_TOKEN, "abc");

        assertThat(authorization()).isEqualTo(new Password("Bearer abc"));
    }

    @Test
    void addresses_takeNoTokenThatCannotBeSent_andDoNotQuoteIt() {
        settings.put(SerdeConfig.BEARER_SOURCE, "STATIC_TOKEN");
        settings.put(SerdeConfig.BEARER_TOKEN, "canary canary");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SerdeConfig.of(settings).addresses())
                .withMessageContaining(SerdeConfig.BEARER_TOKEN)
                .withMessageNotContaining("canary");
    }

    @Test
    void tokens_areAskedFor_withWhatIsSet() {
        settings.put(SerdeConfig.BEARER_SOURCE, "OAUTHBEARER");
        settings.put(SerdeConfig.ISSUER_URL, "https://issuer:1/token?v=2");
        settings.put(SerdeConfig.CLIENT_ID, "me");
        settings.put(SerdeConfig.CLIENT_SECRET, "canary");
        settings.put(SerdeConfig.SCOPE, "a b");
        settings.put(SerdeConfig.TOKEN_BUFFER, "9");

        assertThat(ClientCredentials.of(SerdeConfig.of(settings))).hasValueSatisfying(credentials -> {
            assertThat(credentials)
                    .isEqualTo(new ClientCredentials(
                            URI.create("https://issuer:1/token?v=2"),
                            "me",
                            new Password("canary"),
                            "a b",
                            Duration.ofSeconds(9)));
            assertThat(credentials.toString()).doesNotContain("canary");
        });
        assertThat(SerdeConfig.of(settings).addresses().getFirst().authorization())
                .isNull();
    }

    @Test
    void tokens_areAskedForAsTheKafkaClientDoes() {
        settings.put(SerdeConfig.BEARER_SOURCE, "SASL_OAUTHBEARER_INHERIT");
        settings.put("sasl.oauthbearer.token.endpoint.url", "https://issuer/token");
        settings.put(
                SerdeConfig.JAAS,
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                        + " clientId=\"me\" clientSecret=\"s\" scope=\"read\";");

        assertThat(ClientCredentials.of(SerdeConfig.of(settings)))
                .hasValue(new ClientCredentials(
                        URI.create("https://issuer/token"), "me", new Password("s"), "read", Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "ftp://issuer", "https://me:canary@issuer", "https://can ary"})
    void tokens_areNotAskedForAtAnAddressThatIsNone(String url) {
        settings.put(SerdeConfig.BEARER_SOURCE, "OAUTHBEARER");
        settings.put(SerdeConfig.ISSUER_URL, url);
        settings.put(SerdeConfig.CLIENT_ID, "me");
        settings.put(SerdeConfig.CLIENT_SECRET, "s");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SchemaRegistries.open(settings).close())
                .withMessageContaining(SerdeConfig.ISSUER_URL)
                .withMessageNotContaining("canary");
    }

    @Test
    void confluentsClasses_areMissedByName_whereABuildHasNone() {
        settings.put(SerdeConfig.SERDES, "confluent");

        assumeThat(getClass().getResource("ConfluentSerdes.class")).isNull();
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> AvroSerdes.open(settings, 100).close())
                .withMessageContaining("profile confluent");
    }

    @Test
    void addresses_takeKafkasLogin() {
        settings.put(SerdeConfig.BASIC_SOURCE, "SASL_INHERIT");
        settings.put(
                SerdeConfig.JAAS,
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\" password=\"p w\";");
        assertThat(authorization()).isEqualTo(basic("me:p w"));

        settings.put(SerdeConfig.JAAS, "canary required;; password=canary");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SerdeConfig.of(settings).addresses())
                .withMessageContaining(SerdeConfig.JAAS)
                .withMessageNotContaining("canary");
    }

    @Test
    void definition_documentsEveryKey_andHidesSecrets() {
        Map<String, ConfigDef.ConfigKey> keys = SerdeConfig.definition().configKeys();

        keys.keySet().removeIf(key -> key.startsWith(TLS));
        assertThat(keys.values())
                .allSatisfy(key -> assertThat(key.documentation).endsWith("."));
        assertThat(keys.entrySet().stream().filter(key -> key.getValue().type == ConfigDef.Type.PASSWORD))
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        SerdeConfig.BASIC_USER_INFO,
                        SerdeConfig.BASIC_USER_INFO_ALIAS,
                        SerdeConfig.BEARER_TOKEN,
                        SerdeConfig.CLIENT_SECRET,
                        SerdeConfig.JAAS);
    }

    private Password authorization() {
        Password authorization = SerdeConfig.of(settings).addresses().getFirst().authorization();
        assertThat(authorization).isNotNull();
        return authorization;
    }

    private static Password basic(String userInfo) {
        return new Password("Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
    }
}
