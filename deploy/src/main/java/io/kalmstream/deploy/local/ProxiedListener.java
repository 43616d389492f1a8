package io.kalmstream.deploy.local;

/**
 * A second way to a broker, for clients that shall come through a proxy.
 *
 * @param port of 127.0.0.1 that the broker listens on
 * @param advertised the proxy's port, which the broker tells clients who ask there
 */
public record ProxiedListener(int port, int advertised) {}
