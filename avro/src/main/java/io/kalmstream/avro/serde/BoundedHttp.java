package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Requests whose answers are bounded in time and in bytes.
 *
 * <p>Threads: any.
 */
final class BoundedHttp implements AutoCloseable {
    /** Longest answer read; the largest schemas seen in the wild have some 100 kB. */
    static final int MAX_ANSWER_BYTES = 4 << 20;

    private final HttpClient http;
    private final Duration answerTimeout;

    private BoundedHttp(HttpClient http, Duration answerTimeout) {
        this.http = requireNonNull(http, "http is null");
        this.answerTimeout = requireNonNull(answerTimeout, "answerTimeout is null");
    }

    static BoundedHttp open(SerdeConfig config) {
        HttpClient.Builder http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofMillis(config.number(SerdeConfig.CONNECT_TIMEOUT)))
                // A redirect would carry the credentials to an address nobody configured.
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        RegistryTls.context(config.given())
                .ifPresent(tls -> http.sslContext(tls).sslParameters(RegistryTls.parameters(config.given(), tls)));
        return new BoundedHttp(http.build(), Duration.ofMillis(config.number(SerdeConfig.READ_TIMEOUT)));
    }

    /**
     * @param who is asked, for messages
     * @return an answer of whatever status
     * @throws RegistryUnavailableException there is none
     * @throws RegistryRefusedException it is not trusted, or too long
     */
    HttpResponse<byte[]> send(String who, HttpRequest.Builder request) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request.timeout(answerTimeout).build(), BoundedBody.atMost(MAX_ANSWER_BYTES));
        try {
            // The request's own time-out ends with the headers; this one covers the body too.
            return answer.get(answerTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw unavailable(who, "did not answer within %d ms".formatted(answerTimeout.toMillis()), slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable(who, "was being asked when the thread was interrupted", interrupted);
        } catch (ExecutionException failed) {
            throw failed(who, failed);
        } finally {
            answer.cancel(true);
        }
    }

    private static SerdeException failed(String who, ExecutionException failed) {
        return switch (failed.getCause()) {
            case BoundedBody.TooLongException tooLong ->
                new RegistryRefusedException("%s answers more than %d bytes".formatted(who, MAX_ANSWER_BYTES), tooLong);
            case SSLException tls
            when isAboutACertificate(tls) ->
                new RegistryRefusedException(
                        "%s is not trusted; check %sssl.truststore.*".formatted(who, RegistryTls.PREFIX), tls);
            case IOException io -> {
                String reason = io.getMessage() == null ? io.getClass().getSimpleName() : io.getMessage();
                yield unavailable(who, "cannot be reached (%s)".formatted(reason), io);
            }
            case null, default -> throw new IllegalStateException("The HTTP client failed", failed);
        };
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

    private static RegistryUnavailableException unavailable(String who, String what, Throwable cause) {
        return new RegistryUnavailableException(who + " " + what, cause);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
