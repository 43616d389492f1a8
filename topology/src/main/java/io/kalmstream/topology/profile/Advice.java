package io.kalmstream.topology.profile;

import io.kalmstream.sinks.Neighbour;
import java.util.List;

/**
 * What the vector store has for a user.
 *
 * @param profile that was asked with
 * @param hits best first; empty where nothing is known of the user's taste
 */
record Advice(UserKey user, Profile profile, List<Neighbour> hits) {
    Advice {
        hits = List.copyOf(hits);
    }
}
