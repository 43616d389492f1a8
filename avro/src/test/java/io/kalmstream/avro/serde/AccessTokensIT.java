package io.kalmstream.avro.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kalmstream.avro.serde.TestingRegistryServer.Answer;
import io.kalmstream.avro.serde.TestingRegistryServer.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens for client credentials, from an issuer on loopback. */
final class AccessTokensIT {
    private static final String SCHEMA = "{\"schema\":\"\\\"string\\\"\"}";

    private final Map<String, Object> settings = new HashMap<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final AtomicInteger issued = new AtomicInteger();
    private TestingRegistryServer issuer;
    private TestingRegistryServer registry;

    @BeforeEach
    void start() throws IOException {
        issuer = new TestingRegistryServer();
        issuer.answering(_ -> token(3600));
        registry = new TestingRegistryServer();
        registry.answering(200, SCHEMA);
        settings.put(SerdeConfig.URL, registry.url(""));
        settings.put(SerdeConfig.BEARER_SOURCE, "OAUTHBEARER");
        settings.put(SerdeConfig.ISSUER_URL, issuer.url("/oauth/token"));
        settings.put(SerdeConfig.CLIENT_ID, "me");
        settings.put(SerdeConfig.CLIENT_SECRET, "canary");
        settings.put(SerdeConfig.SCOPE, "read:schemas openid");
        settings.put(SerdeConfig.READ_TIMEOUT, 5_000);
    }

    @AfterEach
    void stop() {
        issuer.close();
        registry.close();
    }

    @Test
    void requests_carryAToken_thatWasAskedForOnce() {
        settings.put(SerdeConfig.LOGICAL_CLUSTER, "lsrc-1");
        settings.put(SerdeConfig.IDENTITY_POOL, "pool-1");
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            client.schemaById(1);
            client.schemaById(2);
        }

        assertThat(issuer.requests())
                .containsExactly(new Request(
                        "POST",
                        "/oauth/token",
                        "Basic " + Base64.getEncoder().encodeToString("me:canary".getBytes(UTF_8)),
                        "grant_type=client_credentials&scope=read%3Aschemas+openid"));
        assertThat(issuer.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(registry.requests()).extracting(Request::authorization).containsExactly("Bearer t1", "Bearer t1");
        assertThat(registry.header("target-sr-cluster")).isEqualTo("lsrc-1");
        assertThat(registry.header("Confluent-Identity-Pool-Id")).isEqualTo("pool-1");
    }

    @Test
    void requests_sayNothingOfClustersAndPools_whereNoneIsSet() {
        settings.remove(SerdeConfig.SCOPE);
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            client.schemaById(1);
        }

        assertThat(issuer.requests()).extracting(Request::body).containsExactly("grant_type=client_credentials");
        assertThat(registry.header("target-sr-cluster")).isNull();
        assertThat(registry.header("Confluent-Identity-Pool-Id")).isNull();
    }

    @Test
    void request_isMadeAgainWithANewToken_whenTheRegistryTakesTheOldOneNoMore() {
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            client.schemaById(1);
            registry.answering(request -> new Answer("Bearer t1".equals(request.authorization()) ? 401 : 200, SCHEMA));
            client.schemaById(2);
        }

        assertThat(registry.requests())
                .extracting(Request::authorization)
                .containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
    }

    @Test
    void request_isRefused_whenTheRegistryTakesNoToken() {
        registry.answering(401, "{}");

        assertThat(failure()).isInstanceOf(RegistryRefusedException.class).hasMessageContaining("bearer.auth");
        assertThat(registry.requests()).hasSize(2);
        assertThat(issuer.requests()).hasSize(2);
    }

    @Test
    void token_isReplacedBeforeItsEnd() {
        issuer.answering(_ -> token(1000));
        try (BoundedHttp http = http()) {
            AccessTokens tokens = tokens(http, Duration.ofMinutes(5));
            assertThat(tokens.get()).isEqualTo(new Password("t1"));
            pass(699);
            assertThat(tokens.get()).isEqualTo(new Password("t1"));
            pass(1);
            assertThat(tokens.get()).isEqualTo(new Password("t2"));
        }
    }

    @Test
    void token_isUsedForHalfOfItsLife_howeverShort() {
        issuer.answering(_ -> token(60));
        try (BoundedHttp http = http()) {
            AccessTokens tokens = tokens(http, Duration.ofMinutes(5));
            tokens.get();
            pass(29);
            assertThat(tokens.get()).isEqualTo(new Password("t1"));
            pass(1);
            assertThat(tokens.get()).isEqualTo(new Password("t2"));
        }
    }

    @Test
    void token_isUsedToItsEnd_whileTheIssuerIsAway() {
        issuer.answering(_ -> token(1000));
        try (BoundedHttp http = http()) {
            AccessTokens tokens = tokens(http, Duration.ofMinutes(5));
            tokens.get();
            issuer.answering(503, "{}");
            pass(900);
            assertThat(tokens.get()).isEqualTo(new Password("t1"));
            int asked = issuer.requests().size();
            assertThat(asked).isEqualTo(2);
            assertThat(tokens.get()).isEqualTo(new Password("t1"));
            assertThat(issuer.requests()).as("not with every request").hasSize(asked);
            pass(100);
            assertThat(catchThrowable(tokens::get)).isInstanceOf(RegistryUnavailableException.class);
            issuer.answering(_ -> token(1000));
            assertThat(tokens.get()).isEqualTo(new Password("t2"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void issuerThatCannotNow_isAnOutage(int status) {
        issuer.answering(status, "{}");

        assertThat(failure()).isInstanceOf(RegistryUnavailableException.class).hasMessageContaining("" + status);
        assertThat(registry.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404})
    void issuerThatRefuses_isAWrongSetting_andNothingSecretIsQuoted(int status) {
        issuer.answering(status, "{\"error\":\"invalid_client\",\"error_description\":\"canary\"}");

        assertThat(failure())
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContainingAll("invalid_client", SerdeConfig.CLIENT_SECRET)
                .hasStackTraceContaining("AccessTokens")
                .satisfies(AccessTokensIT::quotesNothing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "",
                "[]",
                "{}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":\"canary canary\"}",
                "{\"access_token\":\"canary\\n\"}"
            })
    void answerWithoutAToken_isAWrongSetting_andNotQuoted(String body) {
        issuer.answering(200, body);

        assertThat(failure())
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining(SerdeConfig.ISSUER_URL)
                .satisfies(AccessTokensIT::quotesNothing);
    }

    private Answer token(long seconds) {
        return new Answer(
                200,
                "{\"access_token\":\"t%d\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                        .formatted(issued.incrementAndGet(), seconds));
    }

    private BoundedHttp http() {
        return BoundedHttp.open(SerdeConfig.of(settings));
    }

    private AccessTokens tokens(BoundedHttp http, Duration early) {
        return new AccessTokens(
                http,
                new ClientCredentials(URI.create(issuer.url("/token")), "me", new Password("canary"), "", early),
                nanos::get);
    }

    private void pass(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private Throwable failure() {
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            Throwable failure = catchThrowable(() -> client.schemaById(1));
            assertThat(failure).isNotNull();
            return failure;
        }
    }

    private static void quotesNothing(Throwable failure) {
        for (Throwable cause : List.of(failure, failure.getCause() == null ? failure : failure.getCause())) {
            assertThat(String.valueOf(cause)).doesNotContain("canary");
        }
    }
}
