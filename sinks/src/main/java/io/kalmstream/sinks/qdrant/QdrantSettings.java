package io.kalmstream.sinks.qdrant;

import static java.util.Objects.requireNonNull;

import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where Qdrant is and how to talk to it.
 *
 * @param port of its gRPC endpoint
 * @param tls encrypted, and the server's certificate checked
 * @param apiKey null where the server wants none; without TLS it is sent to this machine only
 * @param deadline of one request
 * @param maxPointsPerRequest more are sent one request after another
 * @param maxBytesPerRequest of a write; a single larger point still travels alone
 * @param connections that calls are spread over
 */
public record QdrantSettings(
        String host,
        int port,
        boolean tls,
        @Nullable ApiKey apiKey,
        Duration deadline,
        int maxPointsPerRequest,
        int maxBytesPerRequest,
        RetryBudget retry,
        int connections) {
    private static final int GRPC_PORT = 6334;
    private static final String EXPECTED =
            "expected http://host:port or https://host:port (gRPC, default port 6334), found: ";

    public QdrantSettings {
        requireNonNull(retry, "retry is null");
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not an address: host '" + host + "', port " + port);
        }
        if (!deadline.isPositive() || maxPointsPerRequest < 1 || maxBytesPerRequest < 1) {
            throw new IllegalArgumentException("deadline, maxPointsPerRequest and maxBytesPerRequest must be positive: "
                    + deadline + ", " + maxPointsPerRequest + ", " + maxBytesPerRequest);
        }
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be positive: " + connections);
        }
        if (apiKey != null && !tls && !isLoopback(host)) {
            throw new IllegalArgumentException("an API key would travel to " + host
                    + " unencrypted: use https://, or an address of this machine (localhost)");
        }
    }

    /** With one connection, which is enough until its one thread is: all bytes of a connection go through it. */
    public QdrantSettings(
            String host,
            int port,
            boolean tls,
            @Nullable ApiKey apiKey,
            Duration deadline,
            int maxPointsPerRequest,
            int maxBytesPerRequest,
            RetryBudget retry) {
        this(host, port, tls, apiKey, deadline, maxPointsPerRequest, maxBytesPerRequest, retry, 1);
    }

    /** The same, spread over so many connections. */
    public QdrantSettings withConnections(int count) {
        return new QdrantSettings(
                host, port, tls, apiKey, deadline, maxPointsPerRequest, maxBytesPerRequest, retry, count);
    }

    /**
     * The defaults for a server: 30 s for a request, 256 points and 4 MB in it, {@link RetryBudget#DEFAULT}.
     *
     * @param url {@code http(s)://host[:port]}
     * @throws IllegalArgumentException it is none, or the key would travel unencrypted
     */
    public static QdrantSettings of(String url, @Nullable ApiKey apiKey) {
        URI uri = parse(url);
        String host = uri.getHost();
        boolean tls = "https".equals(uri.getScheme().toLowerCase(Locale.ROOT));
        int port = uri.getPort() < 0 ? GRPC_PORT : uri.getPort();
        return new QdrantSettings(
                unbracketed(host), port, tls, apiKey, Duration.ofSeconds(30), 256, 4_000_000, RetryBudget.DEFAULT);
    }

    /** The client of Qdrant's own library, for the same server and with the same key. To be closed by the caller. */
    public QdrantClient client() {
        QdrantGrpcClient.Builder client = QdrantGrpcClient.newBuilder(host, port, tls, false);
        return new QdrantClient((apiKey == null ? client : client.withApiKey(apiKey.reveal())).build());
    }

    /** For messages: without the key. */
    public String url() {
        return (tls ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static URI parse(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(EXPECTED + "something that is no URL", e);
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("a Qdrant URL takes no user or password; set the API key instead");
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        boolean bare = uri.getRawPath() == null || uri.getRawPath().isEmpty() || "/".equals(uri.getRawPath());
        if (!http || uri.getHost() == null || !bare || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(EXPECTED + url);
        }
        return uri;
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** By the text alone: a name that merely resolves to this machine today does not count. */
    private static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
