package io.kalmstream.topology.profile;

import io.kalmstream.sinks.Neighbour;
import java.util.List;

/**
 * What the vector store has for a user.
 *
 * @param profile that was asked with
 * @param basedOn the liked items that were compared with, weightiest first; empty where nothing is known of the user's taste
 * @param hits best first
 */
record Advice(UserKey user, Profile profile, List<String> basedOn, List<Neighbour> hits) {
    Advice {
        basedOn = List.copyOf(basedOn);
        hits = List.copyOf(hits);
    }
}
