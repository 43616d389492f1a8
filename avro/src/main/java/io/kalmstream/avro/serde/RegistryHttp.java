package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one registry at several addresses. An address that does not answer, or cannot now, is followed by the next; the one
 * that answered is asked first from then on. What an address refuses is not asked elsewhere.
 *
 * <p>Threads: any.
 */
final class RegistryHttp implements AutoCloseable {
    /** Longest answer read; the largest schemas seen in the wild have some 100 kB. */
    static final int MAX_ANSWER_BYTES = 4 << 20;

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final List<RegistryAddress> addresses;
    private final Duration answerTimeout;
    private volatile int preferred;

    private RegistryHttp(HttpClient http, List<RegistryAddress> addresses, Duration answerTimeout) {
        this.http = requireNonNull(http, "http is null");
        this.addresses = List.copyOf(addresses);
        this.answerTimeout = requireNonNull(answerTimeout, "answerTimeout is null");
    }

    static RegistryHttp open(List<RegistryAddress> addresses, SerdeConfig config) {
        HttpClient.Builder http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofMillis(config.number(SerdeConfig.CONNECT_TIMEOUT)))
                // A redirect would carry the credentials to an address nobody configured.
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        RegistryTls.context(config.given())
                .ifPresent(tls -> http.sslContext(tls).sslParameters(RegistryTls.parameters(config.given(), tls)));
        return new RegistryHttp(http.build(), addresses, Duration.ofMillis(config.number(SerdeConfig.READ_TIMEOUT)));
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
        http.shutdownNow();
    }

    private RegistryAnswer ask(String path, @Nullable JsonNode body) {
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
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.base() + path))
                .timeout(answerTimeout)
                .header("Accept", MEDIA_TYPE + ", application/json");
        if (address.authorization() != null) {
            request.header("Authorization", address.authorization().value());
        }
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body.toString()));
        }
        HttpResponse<byte[]> response = send(address, request.build());
        return interpret(address, path, response.statusCode(), response.body());
    }

    private HttpResponse<byte[]> send(RegistryAddress address, HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BoundedBody.atMost(MAX_ANSWER_BYTES));
        try {
            // The request's own time-out ends with the headers; this one covers the body too.
            return answer.get(answerTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw unavailable(address, "did not answer within %d ms".formatted(answerTimeout.toMillis()), slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable(address, "was being asked when the thread was interrupted", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof BoundedBody.TooLongException tooLong) {
                throw refused(address, "answers more than %d bytes".formatted(MAX_ANSWER_BYTES), tooLong);
            }
            if (failed.getCause() instanceof SSLException tls && isAboutACertificate(tls)) {
                throw refused(
                        address, "is not trusted; check %s*".formatted(RegistryTls.PREFIX + "ssl.truststore."), tls);
            }
            if (failed.getCause() instanceof IOException io) {
                String reason = io.getMessage() == null ? io.getClass().getSimpleName() : io.getMessage();
                throw unavailable(address, "cannot be reached (%s)".formatted(reason), io);
            }
            throw new IllegalStateException("The HTTP client failed", failed);
        } finally {
            answer.cancel(true);
        }
    }

    /** Other handshakes fail because a connection breaks. */
    private static boolean isAboutACertificate(SSLException failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof CertificateException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
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
            throw unavailable(address, what, null);
        }
        throw refused(address, what + hint(status), null);
    }

    private static String hint(int status) {
        return switch (status) {
            case 401, 403 -> "; check %s and %s".formatted(SerdeConfig.BASIC_USER_INFO, SerdeConfig.BEARER_TOKEN);
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

    private static RegistryUnavailableException unavailable(
            RegistryAddress address, String what, @Nullable Throwable cause) {
        return new RegistryUnavailableException("The schema registry at %s %s".formatted(address.base(), what), cause);
    }

    private static RegistryRefusedException refused(RegistryAddress address, String what, @Nullable Throwable cause) {
        return new RegistryRefusedException("The schema registry at %s %s".formatted(address.base(), what), cause);
    }
}
