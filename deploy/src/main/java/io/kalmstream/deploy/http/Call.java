package io.kalmstream.deploy.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A request as a handler sees it.
 *
 * @param headers by name, in lower case
 * @param body not copied, do not change
 */
record Call(Map<String, String> headers, byte[] body) {
    Call {
        headers = Map.copyOf(headers);
        requireNonNull(body, "body is null");
    }

    /** Empty where there is no such header. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
