package io.kalmstream.sinks.qdrant;

import io.kalmstream.sinks.StoreException;
import java.time.Duration;
import java.util.Optional;

/** What a failed request calls for. */
sealed interface Reaction {
    /**
     * The world's fault, and short: the same request again.
     *
     * @param after how long the server wants to be left alone, if it said so
     */
    record Retry(Optional<Duration> after) implements Reaction {}

    /** An error inside the server: again, but only a few times, since it may be the request that breaks it. */
    record RetryFew() implements Reaction {}

    /** Something in the request is not acceptable: halve it to find out what. */
    record Bisect() implements Reaction {}

    /** Trying again is useless. */
    record Fail(StoreException.Fault fault) implements Reaction {}
}
