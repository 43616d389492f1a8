package io.kalmstream.encoder.hub;

import io.kalmstream.encoder.hub.HubException.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the Hub. Redirects are followed here and not by the client, because the token must not leave the endpoint: large files lie with
 * other hosts, whose addresses are signed and need none.
 *
 * <p>Threads: one at a time.
 */
final class HubHttp implements AutoCloseable {
    private static final int MAX_REDIRECTS = 10;
    private static final int MAX_LISTING_BYTES = 32 << 20;

    private final HubSettings settings;
    private final Duration patience;
    private final HttpClient client;

    /** @param patience for a connection, an answer's beginning, and each piece of it */
    HubHttp(HubSettings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
        // HTTP/1.1: one large body at a time gains nothing from streams and their windows.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .proxy(new EnvironmentProxies(System.getenv(), ProxySelector.getDefault()))
                .build();
    }

    /** A whole answer. */
    byte[] read(HubModel model, URI uri) throws IOException, InterruptedException {
        try (HubAnswer answer = get(model, uri, 0)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (List<ByteBuffer> piece = answer.body().next();
                    piece != null;
                    piece = answer.body().next()) {
                for (ByteBuffer buffer : piece) {
                    byte[] copy = new byte[buffer.remaining()];
                    buffer.get(copy);
                    bytes.writeBytes(copy);
                }
                if (bytes.size() > MAX_LISTING_BYTES) {
                    throw new HubException(
                            Fault.DAMAGED,
                            "The Hub's listing of " + model + " is over " + MAX_LISTING_BYTES + " bytes");
                }
            }
            return bytes.toByteArray();
        }
    }

    /**
     * @param from where the body is to begin; the server may begin at 0 all the same, see {@link HubAnswer#start}
     * @throws HubException the Hub refuses, and will again
     * @throws IOException trying again may help
     */
    HubAnswer get(HubModel model, URI uri, long from) throws IOException, InterruptedException {
        URI at = uri;
        for (int i = 0; i <= MAX_REDIRECTS; i++) {
            HubAnswer answer = new HubAnswer(send(at, from), at, patience);
            if (!answer.isRedirect()) {
                return answer.orRefusal(model, isEndpoint(at), settings.token().isPresent());
            }
            answer.close();
            at = follow(at, answer);
        }
        throw new IOException("more than " + MAX_REDIRECTS + " redirects");
    }

    private static URI follow(URI from, HubAnswer answer) throws IOException {
        URI target = from.resolve(answer.location());
        boolean open = "https".equals(from.getScheme()) && !"https".equals(target.getScheme());
        if (open || target.getHost() == null) {
            throw new HubException(
                    Fault.DAMAGED,
                    from.getHost() + " redirects to an address that is not encrypted, which is not followed");
        }
        return target;
    }

    private boolean isEndpoint(URI uri) {
        URI endpoint = settings.endpoint();
        return endpoint.getScheme().equals(uri.getScheme())
                && endpoint.getHost().equalsIgnoreCase(String.valueOf(uri.getHost()))
                && endpoint.getPort() == uri.getPort();
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(URI uri, long from)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).header("User-Agent", "kalmstream").header("Accept-Encoding", "identity");
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        if (isEndpoint(uri)) {
            settings.token().ifPresent(token -> request.header("Authorization", token.headerValue()));
        }
        // Not the request's own timeout: in newer Javas it covers the body, which may rightly take hours.
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofPublisher());
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new HttpTimeoutException("no answer from " + uri.getHost() + " for " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectException) {
                // Java's own says nothing.
                throw new TransientFailure("no connection to " + uri.getAuthority(), Optional.empty());
            }
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("the request failed", e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
