package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kalmstream.sinks.StoreException.Fault;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StatusMapTest {
    private static final Reaction AGAIN = new Reaction.Retry(Optional.empty());

    @ParameterizedTest
    @EnumSource(Status.Code.class)
    void reaction_everyCode(Status.Code code) {
        Reaction expected = switch (code) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, CANCELLED, RESOURCE_EXHAUSTED, FAILED_PRECONDITION -> AGAIN;
            case INTERNAL -> new Reaction.RetryFew();
            case INVALID_ARGUMENT, OUT_OF_RANGE -> new Reaction.Bisect();
            case UNAUTHENTICATED, PERMISSION_DENIED, NOT_FOUND, UNIMPLEMENTED -> new Reaction.Fail(Fault.CONFIGURATION);
            case DATA_LOSS -> new Reaction.Fail(Fault.WORLD);
            case OK, UNKNOWN, ALREADY_EXISTS -> new Reaction.Fail(Fault.BUG);
        };

        assertThat(StatusMap.reaction(code.toStatus().asRuntimeException())).isEqualTo(expected);
    }

    @Test
    void reaction_retryAfter() {
        assertThat(StatusMap.reaction(exhausted("7")))
                .isEqualTo(new Reaction.Retry(Optional.of(Duration.ofSeconds(7))));
        assertThat(StatusMap.reaction(exhausted("Wed, 21 Oct 2026 07:28:00 GMT")))
                .isEqualTo(AGAIN);
    }

    /** FAULTS 41. */
    @Test
    void reaction_storageFull_isTheWorldsFault_atOnce() {
        Metadata trailers = new Metadata();
        trailers.put(StatusMap.STORAGE_FULL, "1");

        assertThat(StatusMap.reaction(Status.RESOURCE_EXHAUSTED.asRuntimeException(trailers)))
                .isEqualTo(new Reaction.Fail(Fault.WORLD));
    }

    @Test
    void reaction_answerLargerThanWeAccept_isOurBug() {
        StatusRuntimeException ours = Status.RESOURCE_EXHAUSTED
                .withDescription("gRPC message exceeds maximum size 4: 5")
                .asRuntimeException();

        assertThat(StatusMap.reaction(ours)).isEqualTo(new Reaction.Fail(Fault.BUG));
    }

    @Test
    void words_areCutShort() {
        StatusRuntimeException failure =
                Status.INTERNAL.withDescription("x".repeat(10_000)).asRuntimeException();

        assertThat(StatusMap.words(failure)).startsWith("INTERNAL: x").hasSizeLessThan(400);
    }

    @Test
    void reaction_strictMode_isNoRowsFault() {
        assertThat(StatusMap.reaction(invalid("Bad request: Limit exceeded 256 > 100 for \"upsert limit\"")))
                .isEqualTo(new Reaction.Fail(Fault.CONFIGURATION));
        assertThat(StatusMap.reaction(invalid("Bad request: Max points count limit of 5 reached!")))
                .isEqualTo(new Reaction.Fail(Fault.WORLD));
    }

    @Test
    void words_quoteNobody_strictModeExcepted() {
        assertThat(StatusMap.words(invalid("bad value \"canary\""))).isEqualTo("INVALID_ARGUMENT: bad value ...");
        assertThat(StatusMap.words(invalid("Bad request: Limit exceeded 2 > 1 for \"upsert limit\"")))
                .endsWith("\"upsert limit\"");
    }

    private static StatusRuntimeException invalid(String words) {
        return Status.INVALID_ARGUMENT.withDescription(words).asRuntimeException();
    }

    private static StatusRuntimeException exhausted(String after) {
        Metadata trailers = new Metadata();
        trailers.put(StatusMap.RETRY_AFTER, after);
        return Status.RESOURCE_EXHAUSTED.asRuntimeException(trailers);
    }
}
