package io.kalmstream.deploy.http;

import static java.util.Objects.requireNonNull;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.kalmstream.deploy.http.Refusal.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One route behind the server: what is the same for all of them.
 *
 * <p>Threads: any number at once.
 */
final class Exchange implements io.helidon.webserver.http.Handler {
    /** Of a body that is too long, so much is read and forgotten: who is still sending does not hear an answer. */
    private static final long MAX_FORGOTTEN = 16 << 20;

    private final Route route;
    private final ShownKey key;
    private final int maxBodyBytes;
    private final HttpMetrics metrics;

    Exchange(Route route, ShownKey key, int maxBodyBytes, HttpMetrics metrics) {
        this.route = requireNonNull(route, "route is null");
        this.key = requireNonNull(key, "key is null");
        this.maxBodyBytes = maxBodyBytes;
        this.metrics = requireNonNull(metrics, "metrics is null");
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        long begin = System.nanoTime();
        Answer answer = answer(request, response);
        metrics.answered(route.path(), answer.status(), System.nanoTime() - begin);
        send(answer, response);
    }

    static void send(Answer answer, ServerResponse response) {
        response.status(Status.create(answer.status()));
        response.header(HeaderNames.CONTENT_TYPE, answer.type());
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        response.send(answer.body());
    }

    private Answer answer(ServerRequest request, ServerResponse response) {
        try {
            Call head = new Call(headers(request), new byte[0]);
            if (!route.open()) {
                key.require(head);
            }
            return route.handler().answer(new Call(head.headers(), body(request)));
        } catch (Refusal e) {
            if (!request.content().consumed()) {
                response.header(HeaderValues.CONNECTION_CLOSE);
            }
            return route.errors().of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return route.errors().of(Failures.refusal(e));
        } catch (RuntimeException e) {
            return route.errors().of(Failures.refusal(e));
        }
    }

    private static Map<String, String> headers(ServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.name().toLowerCase(Locale.ROOT), header.values()));
        return headers;
    }

    private byte[] body(ServerRequest request) {
        if (route.method().equals("GET")) {
            return new byte[0];
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(maxBodyBytes + 1);
            if (body.length > maxBodyBytes) {
                long length = request.headers().contentLength().orElse(-1);
                long forgotten = 0;
                while (forgotten < MAX_FORGOTTEN) {
                    int read = in.readNBytes(body, 0, body.length);
                    if (read == 0) {
                        break;
                    }
                    forgotten += read;
                }
                throw new Refusal(
                        Reason.TOO_LARGE,
                        "The body has %s bytes, the limit is %d (http.max.body.bytes)"
                                .formatted(length < 0 ? "more" : String.valueOf(length), maxBodyBytes));
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
