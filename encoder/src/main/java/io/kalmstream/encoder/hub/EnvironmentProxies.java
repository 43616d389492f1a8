package io.kalmstream.encoder.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The proxy that {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY} name, in either case, as curl reads them.
 * Java's own properties ({@code https.proxyHost}, ...) win over them.
 */
final class EnvironmentProxies extends ProxySelector {
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final Map<String, String> environment;
    private final ProxySelector properties;

    EnvironmentProxies(Map<String, String> environment, ProxySelector properties) {
        this.environment = environment;
        this.properties = properties;
    }

    @Override
    public List<Proxy> select(URI uri) {
        List<Proxy> configured = properties.select(uri);
        if (!configured.equals(DIRECT) || excluded(host(uri))) {
            return configured;
        }
        String name = String.valueOf(uri.getScheme()) + "_proxy";
        String proxy = value(name).isEmpty() ? value("all_proxy") : value(name);
        return proxy.isEmpty() ? DIRECT : List.of(proxy(name, proxy));
    }

    private static Proxy proxy(String variable, String value) {
        URI uri;
        try {
            uri = URI.create(value.contains("://") ? value : "http://" + value);
        } catch (IllegalArgumentException _) {
            throw unusable(variable);
        }
        if (uri.getHost() == null
                || uri.getPort() < 0
                || uri.getRawUserInfo() != null
                || !"http".equals(uri.getScheme())) {
            throw unusable(variable);
        }
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort()));
    }

    /** Never quotes the value: it may have a password in it. */
    private static HubException unusable(String variable) {
        return new HubException(
                HubException.Fault.REFUSED,
                variable.toUpperCase(Locale.ROOT)
                        + " cannot be used: it must be like http://host:port, without a user name and password");
    }

    private boolean excluded(String host) {
        return Arrays.stream(value("no_proxy").split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.startsWith(".") ? entry.substring(1) : entry)
                .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
    }

    private static String host(URI uri) {
        return uri.getHost() == null ? "" : uri.getHost();
    }

    private String value(String name) {
        String lower = environment.getOrDefault(name, "").strip();
        return lower.isEmpty()
                ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "").strip()
                : lower;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        properties.connectFailed(uri, address, failure);
    }
}
