package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.Status;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.StoreException.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class RetriesTest {
    private static final RetryBudget BUDGET =
            new RetryBudget(Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(5), 3);

    private final FakeTicker ticker = new FakeTicker();
    private final Retries retries = new Retries(BUDGET, ticker, new Random(1));

    @Test
    void call_untilItWorks() {
        assertThat(retries.call("count", failing(3, Status.UNAVAILABLE))).isEqualTo("done");

        assertThat(ticker.pauses()).hasSize(3);
    }

    @Test
    void call_pausesGrowUpToTheLongest() {
        assertThatThrownBy(() -> retries.call("count", failing(1000, Status.UNAVAILABLE)))
                .isInstanceOf(StoreException.class);

        for (int i = 0; i < ticker.pauses().size(); i++) {
            Duration bound = Duration.ofMillis(Math.min(5000, 100L << Math.min(i, 10)));
            assertThat(ticker.pauses().get(i)).isBetween(Duration.ZERO, bound);
        }
        assertThat(ticker.pauses()).anyMatch(pause -> pause.toMillis() > 1000);
        assertThat(ticker.pauses()).doesNotHaveDuplicates();
    }

    @Test
    void call_budgetSpent_isTheWorldsFault_withinTheBudget() {
        assertThatThrownBy(() -> retries.call("count of collection 'x'", failing(1000, Status.DEADLINE_EXCEEDED)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.WORLD))
                .hasMessageContaining("count of collection 'x'")
                .hasMessageContaining("attempts")
                .hasMessageContaining("DEADLINE_EXCEEDED");

        assertThat(ticker.nanos()).isBetween(20_000_000_000L, 30_000_000_000L);
    }

    @Test
    void call_internalErrors_areTriedAFewTimes() {
        assertThat(retries.call("count", failing(2, Status.INTERNAL))).isEqualTo("done");
        assertThatThrownBy(() -> retries.call("count", failing(3, Status.INTERNAL)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.WORLD));
    }

    /** FAULTS 40. */
    @Test
    void call_rateLimit_waitsAsLongAsAsked_eachTime() {
        Metadata trailers = new Metadata();
        trailers.put(StatusMap.RETRY_AFTER, "2");

        assertThat(retries.call("count", failing(3, Status.RESOURCE_EXHAUSTED, trailers)))
                .isEqualTo("done");

        assertThat(ticker.pauses())
                .hasSize(3)
                .allSatisfy(pause -> assertThat(pause).isGreaterThanOrEqualTo(Duration.ofSeconds(2)));
    }

    /** FAULTS 41. */
    @Test
    void call_storageFull_isTheWorldsFault_andNotTriedAgain() {
        Metadata trailers = new Metadata();
        trailers.put(StatusMap.STORAGE_FULL, "1");

        assertThatThrownBy(() -> retries.call("update", failing(1, Status.RESOURCE_EXHAUSTED, trailers)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.WORLD));
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void call_configuration_isNotTriedAgain() {
        assertThatThrownBy(() -> retries.call("count", failing(1, Status.PERMISSION_DENIED)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONFIGURATION));
        assertThat(ticker.pauses()).isEmpty();
    }

    @Test
    void call_refusedQuestion_isOurBug() {
        assertThatThrownBy(() -> retries.call("count", failing(1, Status.INVALID_ARGUMENT)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BUG));
    }

    @Test
    void call_failed_quotesNobody_inNoCause() {
        Status words = Status.DATA_LOSS.withDescription("the value \"canary\" is broken");

        assertThatThrownBy(() -> retries.call("count", failing(1, words))).satisfies(e -> {
            assertThat(e).hasMessageContaining("DATA_LOSS: the value ...");
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("canary");
            }
        });
        assertThatThrownBy(() -> retries.callOrRefuse(
                        "count", failing(1, Status.INVALID_ARGUMENT.withDescription("no `canary`"))))
                .satisfies(e -> {
                    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain("canary");
                    }
                });
    }

    @Test
    void call_closedMeanwhile_endsAtOnce() {
        ticker.close();

        assertThatThrownBy(() -> retries.call("count", failing(1000, Status.UNAVAILABLE)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThat(ticker.pauses()).hasSize(1);
    }

    @Test
    void call_interrupted_endsAtOnce_andStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> retries.call("count", failing(1000, Status.CANCELLED)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static Supplier<String> failing(int times, Status status) {
        return failing(times, status, new Metadata());
    }

    private static Supplier<String> failing(int times, Status status, Metadata trailers) {
        Deque<Status> script = new ArrayDeque<>(Collections.nCopies(times, status));
        return () -> {
            Status next = script.poll();
            if (next != null) {
                throw next.asRuntimeException(trailers);
            }
            return "done";
        };
    }
}
