package io.kalmstream.deploy.config;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * What a worker answers over HTTP.
 *
 * @param host that it listens at
 * @param port 0: any that is free
 * @param apiKey that callers must show; null: none, which only callers on this machine may do without
 * @param maxBodyBytes a longer request is refused
 * @param maxConcurrentEmbeddings requests beyond so many at once are refused, so that they cannot starve the stream
 */
public record HttpSettings(
        String host, int port, @Nullable Password apiKey, int maxBodyBytes, int maxConcurrentEmbeddings) {
    public HttpSettings {
        requireNonNull(host, "host is null");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535: " + port);
        }
        if (maxBodyBytes < 1 || maxConcurrentEmbeddings < 1) {
            throw new IllegalArgumentException("maxBodyBytes and maxConcurrentEmbeddings must be positive: "
                    + maxBodyBytes + ", " + maxConcurrentEmbeddings);
        }
        if (apiKey == null && !isLoopback(host)) {
            throw new IllegalArgumentException("%s is %s, which other machines reach: set %s too, or take 127.0.0.1"
                    .formatted(HttpKeys.HOST, host, HttpKeys.API_KEY));
        }
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
