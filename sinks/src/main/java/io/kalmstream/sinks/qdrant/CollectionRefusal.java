package io.kalmstream.sinks.qdrant;

import io.kalmstream.sinks.StoreException.Fault;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refusals that are about the collection as it is set up or filled, and about no row. Qdrant gives them the status of a bad request,
 * so its words are all there is to tell them by. They name limits and payload fields, and quote no user.
 */
final class CollectionRefusal {
    /** Strict mode's checks of a request, and those of the collection's size. */
    private static final Map<Pattern, Fault> WORDS = Map.of(
            Pattern.compile("Bad request: (Index required but not found for"
                    + "|Index of type \"\\w+\" found for"
                    + "|Filter condition limit reached"
                    + "|Condition size limit reached"
                    + "|Limit exceeded \\d"
                    + "|Exact search disabled"
                    + "|Request is forbidden)"),
            Fault.CONFIGURATION,
            Pattern.compile("Bad request: (Max points count limit of"
                    + "|Max vector storage size limit of"
                    + "|Max payload storage size limit of"
                    + "|Resident memory usage is at)"),
            Fault.WORLD);

    private CollectionRefusal() {}

    /** Whose fault it is that the server answered an invalid argument with these words; empty: that of a row, or ours. */
    static Optional<Fault> fault(@Nullable String description) {
        return description == null
                ? Optional.empty()
                : WORDS.entrySet().stream()
                        .filter(words -> words.getKey().matcher(description).lookingAt())
                        .map(Map.Entry::getValue)
                        .findFirst();
    }
}
