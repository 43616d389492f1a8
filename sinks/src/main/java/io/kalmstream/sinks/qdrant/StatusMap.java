package io.kalmstream.sinks.qdrant;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kalmstream.sinks.StoreException.Fault;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one table from gRPC status to what the adapter does about it. */
final class StatusMap {
    static final Metadata.Key<String> RETRY_AFTER = Metadata.Key.of("retry-after", Metadata.ASCII_STRING_MARSHALLER);
    /** Qdrant's mark of a node that is out of space, or over its quota. */
    static final Metadata.Key<String> STORAGE_FULL =
            Metadata.Key.of("qdrant-insufficient-storage", Metadata.ASCII_STRING_MARSHALLER);

    private StatusMap() {}

    static Reaction reaction(StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            // FAILED_PRECONDITION is an operator's lock on writes, or a shard that is about to be there.
            case UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, CANCELLED, FAILED_PRECONDITION ->
                new Reaction.Retry(Optional.empty());
            case RESOURCE_EXHAUSTED -> exhausted(failure);
            case INTERNAL -> new Reaction.RetryFew();
            // OUT_OF_RANGE is how a server says that a message is too large for it.
            case INVALID_ARGUMENT, OUT_OF_RANGE ->
                CollectionRefusal.fault(failure.getStatus().getDescription())
                        .<Reaction>map(Reaction.Fail::new)
                        .orElseGet(Reaction.Bisect::new);
            // NOT_FOUND is the collection: no request of ours fails for a missing point.
            case UNAUTHENTICATED, PERMISSION_DENIED, NOT_FOUND, UNIMPLEMENTED -> new Reaction.Fail(Fault.CONFIGURATION);
            // A checksum does not match: only an operator can repair that, but nothing of ours is wrong.
            case DATA_LOSS -> new Reaction.Fail(Fault.WORLD);
            case OK, UNKNOWN, ALREADY_EXISTS -> new Reaction.Fail(Fault.BUG);
        };
    }

    /** Code and words of the server, without what it quotes; of a connection that was not made, why. */
    static String words(StatusRuntimeException failure) {
        String words = failure.getStatus().getCode() + ": " + description(failure);
        return failure.getStatus().getCode() == Status.Code.UNAVAILABLE
                ? words + reason(failure.getStatus().getCause())
                : words;
    }

    /** Its own words are "io exception" for all there is between a closed port and an expired certificate. */
    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "";
        }
        Throwable root = cause;
        // Causes can form a ring; no real chain is this long.
        for (int depth = 0; root.getCause() != null && depth < 50; depth++) {
            root = root.getCause();
        }
        return " (" + ServerWords.of(root.getClass().getSimpleName() + ": " + root.getMessage()) + ")";
    }

    /** The failure as it may be shown: exceptions end up in logs, with their causes. */
    static StatusRuntimeException shown(StatusRuntimeException failure) {
        return Status.fromCode(failure.getStatus().getCode())
                .withDescription(description(failure))
                .withCause(failure.getCause())
                .asRuntimeException();
    }

    private static String description(StatusRuntimeException failure) {
        String description = failure.getStatus().getDescription();
        if (description == null) {
            return "no description";
        }
        boolean ofTheCollection = CollectionRefusal.fault(description).isPresent();
        return ofTheCollection ? description : ServerWords.of(description);
    }

    /** Three things have this status: a rate limit (says when to come back), a full disk, and our own limit for answers. */
    private static Reaction exhausted(StatusRuntimeException failure) {
        Metadata trailers = failure.getTrailers();
        if (trailers != null && trailers.containsKey(STORAGE_FULL)) {
            // It takes an operator to make room: to ask again and again within one call is of no use.
            return new Reaction.Fail(Fault.WORLD);
        }
        Optional<Duration> after = retryAfter(trailers);
        String description = failure.getStatus().getDescription();
        if (after.isEmpty() && description != null && description.startsWith("gRPC message exceeds maximum size")) {
            return new Reaction.Fail(Fault.BUG);
        }
        return new Reaction.Retry(after);
    }

    private static Optional<Duration> retryAfter(@Nullable Metadata trailers) {
        String seconds = trailers == null ? null : trailers.get(RETRY_AFTER);
        try {
            return seconds == null
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(seconds.strip()))));
        } catch (NumberFormatException _) {
            // HTTP also allows a date here; Qdrant sends seconds. Our own pauses do as well.
            return Optional.empty();
        }
    }
}
