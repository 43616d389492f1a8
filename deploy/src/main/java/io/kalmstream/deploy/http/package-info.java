/**
 * What a worker answers over HTTP. The server is there before the worker is, so that probes and Prometheus are answered while it
 * restores, and until it has stopped.
 *
 * <pre>
 *  socket --> HttpApi --> Exchange: key, size, errors, time --> Handler of a Route --> Answer
 * </pre>
 *
 * <p>Handlers know no server: they make an {@link io.kalmstream.deploy.http.Answer} of a {@link io.kalmstream.deploy.http.Call}, or
 * refuse. Each call has a virtual thread of its own, so a handler may wait.
 */
@NullMarked
package io.kalmstream.deploy.http;

import org.jspecify.annotations.NullMarked;
