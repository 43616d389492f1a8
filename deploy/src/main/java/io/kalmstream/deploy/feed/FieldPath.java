package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where a value stands in a JSON object: {@code name}, or {@code outer.inner}.
 *
 * @param name a field that is really called {@code outer.inner} is found first
 */
record FieldPath(String name) {
    FieldPath {
        requireNonNull(name, "name is null");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A field's name is empty");
        }
    }

    /** A missing node when it is not there. */
    JsonNode in(JsonNode object) {
        JsonNode direct = object.path(name);
        if (!direct.isMissingNode()) {
            return direct;
        }
        JsonNode inner = object;
        for (String step : name.split("\\.", -1)) {
            inner = inner.path(step);
        }
        return inner;
    }
}
