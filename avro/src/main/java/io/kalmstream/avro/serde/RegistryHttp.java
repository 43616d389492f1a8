package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one registry at several addresses. An address that does not answer, or cannot now, is followed by the next; the one
 * that answered is asked first from then on. What an address refuses is not asked elsewhere.
 *
 * <p>Threads: any.
 */
final class RegistryHttp implements AutoCloseable {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BoundedHttp http;
    private final List<RegistryAddress> addresses;
    private final Map<String, String> headers;
    private final @Nullable AccessTokens tokens;
    private volatile int preferred;

    private RegistryHttp(
            BoundedHttp http,
            List<RegistryAddress> addresses,
            Map<String, String> headers,
            @Nullable AccessTokens tokens) {
        this.http = requireNonNull(http, "http is null");
        this.addresses = List.copyOf(addresses);
        this.headers = Map.copyOf(headers);
        this.tokens = tokens;
    }

    static RegistryHttp open(List<RegistryAddress> addresses, SerdeConfig config) {
        Optional<ClientCredentials> credentials = ClientCredentials.of(config);
        BoundedHttp http = BoundedHttp.open(config);
        return new RegistryHttp(
                http,
                addresses,
                cloud(config),
                credentials
                        .map(client -> new AccessTokens(http, client, System::nanoTime))
                        .orElse(null));
    }

    /** What Confluent Cloud wants to know beside a token. */
    private static Map<String, String> cloud(SerdeConfig config) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "target-sr-cluster", config.text(SerdeConfig.LOGICAL_CLUSTER),
                "Confluent-Identity-Pool-Id", config.text(SerdeConfig.IDENTITY_POOL)));
        headers.values().removeIf(String::isEmpty);
        return headers;
    }

    /** @param path behind the address, encoded, with a leading slash */
    RegistryAnswer get(String path) {
        return ask(path, null);
    }

    RegistryAnswer post(String path, JsonNode body) {
        return ask(path, body);
    }

    @Override
    public void close() {
        http.close();
    }

    private RegistryAnswer ask(String path, @Nullable JsonNode body) {
        if (tokens != null) {
            // Here, so that an issuer who is away is waited for once and not once an address.
            tokens.get();
        }
        int first = preferred;
        @Nullable RegistryUnavailableException failure = null;
        for (int i = 0; i < addresses.size(); i++) {
            int index = (first + i) % addresses.size();
            try {
                RegistryAnswer answer = askOne(addresses.get(index), path, body);
                preferred = index;
                return answer;
            } catch (RegistryUnavailableException unavailable) {
                if (failure != null) {
                    unavailable.addSuppressed(failure);
                }
                failure = unavailable;
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
            }
        }
        throw requireNonNull(failure, "no address");
    }

    private RegistryAnswer askOne(RegistryAddress address, String path, @Nullable JsonNode body) {
        HttpResponse<byte[]> response = tokens == null
                ? send(address, path, body, address.authorization())
                : sendWithToken(address, path, body, tokens);
        return interpret(address, path, response.statusCode(), response.body());
    }

    private HttpResponse<byte[]> sendWithToken(
            RegistryAddress address, String path, @Nullable JsonNode body, AccessTokens from) {
        Password token = from.get();
        HttpResponse<byte[]> response = send(address, path, body, bearer(token));
        if (response.statusCode() != 401) {
            return response;
        }
        // Withdrawn before its end, or the issuer has other keys by now: a new one may do.
        from.forget(token);
        return send(address, path, body, bearer(from.get()));
    }

    private static Password bearer(Password token) {
        return new Password("Bearer " + token.value());
    }

    private HttpResponse<byte[]> send(
            RegistryAddress address, String path, @Nullable JsonNode body, @Nullable Password authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.base() + path))
                .header("Accept", MEDIA_TYPE + ", application/json");
        headers.forEach(request::header);
        if (authorization != null) {
            request.header("Authorization", authorization.value());
        }
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body.toString()));
        }
        return http.send(registry(address), request);
    }

    private static RegistryAnswer interpret(RegistryAddress address, String path, int status, byte[] body) {
        if (status / 100 == 2) {
            return new RegistryAnswer.Found(parse(address, path, body));
        }
        JsonNode error = errorOf(body);
        int code = error.path("error_code").asInt(status);
        String what = "answers %d to %s%s"
                .formatted(
                        status,
                        path,
                        error.has("message") ? ": " + error.path("message").asText() : "");
        if (status == 404 && code / 100 == 404) {
            return new RegistryAnswer.Missing(what);
        }
        if (status == 408 || status == 429 || status / 100 == 5) {
            throw unavailable(address, what);
        }
        throw refused(address, what + hint(status), null);
    }

    private static String hint(int status) {
        return switch (status) {
            case 401, 403 ->
                "; check %s, %s and bearer.auth.*".formatted(SerdeConfig.BASIC_SOURCE, SerdeConfig.BASIC_USER_INFO);
            case 301, 302, 303, 307, 308, 404, 405 -> "; check the path in " + SerdeConfig.URL;
            case 409 -> "; the schema is not compatible with the subject's earlier versions";
            default -> "";
        };
    }

    private static JsonNode parse(RegistryAddress address, String path, byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (IOException notJson) {
            throw refused(
                    address,
                    "answers something other than JSON to %s; check %s".formatted(path, SerdeConfig.URL),
                    notJson);
        }
        throw refused(address, "answers no JSON object to %s; check %s".formatted(path, SerdeConfig.URL), null);
    }

    private static JsonNode errorOf(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isObject() ? json : JSON.createObjectNode();
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
    }

    private static RegistryUnavailableException unavailable(RegistryAddress address, String what) {
        return new RegistryUnavailableException(registry(address) + " " + what);
    }

    private static RegistryRefusedException refused(RegistryAddress address, String what, @Nullable Throwable cause) {
        return new RegistryRefusedException(registry(address) + " " + what, cause);
    }

    private static String registry(RegistryAddress address) {
        return "The schema registry at " + address.base();
    }
}
