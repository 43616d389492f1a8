package io.kalmstream.deploy.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A response.
 *
 * @param type of the body
 * @param body not copied, do not change
 */
record Answer(int status, String type, Map<String, String> headers, byte[] body) {
    private static final String JSON = "application/json";

    Answer {
        requireNonNull(type, "type is null");
        headers = Map.copyOf(headers);
        requireNonNull(body, "body is null");
    }

    static Answer json(int status, JsonNode body) {
        return text(status, JSON, body.toString());
    }

    static Answer text(int status, String type, String body) {
        return new Answer(status, type, Map.of(), body.getBytes(UTF_8));
    }

    /** Of JSON, ready to be sent. */
    static Answer bytes(int status, byte[] json) {
        return new Answer(status, JSON, Map.of(), json);
    }

    Answer with(Map<String, String> more) {
        return new Answer(status, type, more, body);
    }
}
