package io.kalmstream.deploy.http;

import static java.util.Objects.requireNonNull;

/**
 * What is answered at an address.
 *
 * @param open whether no key is asked for
 */
record Route(String method, String path, boolean open, ErrorShape errors, Handler handler) {
    Route {
        requireNonNull(method, "method is null");
        requireNonNull(path, "path is null");
        requireNonNull(errors, "errors is null");
        requireNonNull(handler, "handler is null");
    }

    static Route open(String path, Handler handler) {
        return new Route("GET", path, true, ErrorShape.PROBLEM, handler);
    }
}
