package io.kalmstream.avro.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * A token for the registry, replaced before its end. While the issuer does not answer, the token there is goes on being used to its
 * very end.
 *
 * <p>Threads: any. One asks the issuer, and those that need the answer wait for it, no longer than the request may take.
 */
final class AccessTokens {
    /** RFC 6750. Whatever else would be quoted in full by the HTTP client's refusal to send it. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    /** OAuth's error codes; anything else an issuer says may hold what it was sent. */
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");
    /** The life of a token whose issuer does not say. */
    private static final Duration UNTOLD = Duration.ofMinutes(1);
    /** Until an issuer that did not answer is asked again, as long as there is a token. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BoundedHttp http;
    private final ClientCredentials credentials;
    private final LongSupplier nanos;
    private final Object lock = new Object();
    private @Nullable Held held;

    /**
     * @param end when it is worthless
     * @param renewal when it is replaced
     */
    private record Held(Password token, long end, long renewal) {}

    /** @param nanos a monotonic clock */
    AccessTokens(BoundedHttp http, ClientCredentials credentials, LongSupplier nanos) {
        this.http = requireNonNull(http, "http is null");
        this.credentials = requireNonNull(credentials, "credentials is null");
        this.nanos = requireNonNull(nanos, "nanos is null");
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /**
     * @throws RegistryUnavailableException there is none, and the issuer does not answer
     * @throws RegistryRefusedException the issuer gives none
     */
    Password get() {
        synchronized (lock) {
            long now = nanos.getAsLong();
            Held old = held;
            if (old != null && now - old.renewal < 0) {
                return old.token;
            }
            try {
                Held fresh = fetch(now);
                held = fresh;
                return fresh.token;
            } catch (RegistryUnavailableException away) {
                if (old == null || now - old.end >= 0) {
                    throw away;
                }
                held = new Held(old.token, old.end, Math.min(old.end, now + PAUSE.toNanos()));
                return old.token;
            }
        }
    }

    /** The registry does not take it, whatever its issuer said about its end. */
    void forget(Password token) {
        synchronized (lock) {
            if (held != null && held.token.equals(token)) {
                held = null;
            }
        }
    }

    private Held fetch(long now) {
        String form = "grant_type=client_credentials"
                + (credentials.scope().isEmpty() ? "" : "&scope=" + URLEncoder.encode(credentials.scope(), UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(credentials.issuer())
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        RegistryAddress.basic(credentials.id() + ":"
                                        + credentials.secret().value())
                                .value())
                .POST(BodyPublishers.ofString(form));
        HttpResponse<byte[]> response = http.send(issuer(), request);
        JsonNode answer = json(response.body());
        if (response.statusCode() / 100 != 2) {
            throw failed(response.statusCode(), answer.path("error").asText());
        }
        String token = answer.path("access_token").asText();
        if (!isToken(token)) {
            throw new RegistryRefusedException(
                    "%s answers without a token; check %s".formatted(issuer(), SerdeConfig.ISSUER_URL));
        }
        return held(new Password(token), answer.path("expires_in").asLong(), now);
    }

    private Held held(Password token, long seconds, long now) {
        Duration life = seconds > 0 ? Duration.ofSeconds(Math.min(seconds, Integer.MAX_VALUE)) : UNTOLD;
        Duration half = life.dividedBy(2);
        Duration early = credentials.early().compareTo(half) < 0 ? credentials.early() : half;
        return new Held(token, now + life.toNanos(), now + life.minus(early).toNanos());
    }

    private SerdeException failed(int status, String error) {
        String what = "%s answers %d%s"
                .formatted(issuer(), status, ERROR.matcher(error).matches() ? ": " + error : "");
        if (status == 408 || status == 429 || status / 100 == 5) {
            return new RegistryUnavailableException(what);
        }
        return new RegistryRefusedException("%s; check %s, %s and %s"
                .formatted(what, SerdeConfig.ISSUER_URL, SerdeConfig.CLIENT_ID, SerdeConfig.CLIENT_SECRET));
    }

    private String issuer() {
        return "The issuer of tokens at " + credentials.issuer().getAuthority();
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException _) {
            // Its message quotes the answer.
            return JSON.createObjectNode();
        }
    }
}
