package io.kalmstream.topology.profile;

import io.kalmstream.topology.event.Failure;

/** What a record of the interactions topic means. */
sealed interface Heard {
    record Said(UserKey user, Signal signal) implements Heard {}

    record Unusable(Failure failure) implements Heard {}
}
