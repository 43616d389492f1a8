package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

/** A record the broker has taken. */
record Sent(Place place, Meaning meaning) {
    Sent {
        requireNonNull(place, "place is null");
        requireNonNull(meaning, "meaning is null");
    }

    boolean isBad() {
        return meaning instanceof Meaning.Bad;
    }
}
