package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

/**
 * A dead letter as its topic holds it.
 *
 * @param origin the record it says it was made from
 * @param code why; empty where the letter does not say
 */
record Letter(Place origin, String code, Content content) {
    Letter {
        requireNonNull(origin, "origin is null");
        requireNonNull(code, "code is null");
        requireNonNull(content, "content is null");
    }
}
