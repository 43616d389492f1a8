package io.kalmstream.encoder.batch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.batch.EncodeOutcome.Encoded;
import io.kalmstream.encoder.batch.EncodeOutcome.Rejected;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeviceBatcherTest {
    private final TestingEncoder encoder = new TestingEncoder(8);
    private final DeviceBatcher batcher =
            new DeviceBatcher(encoder, new BatchBudget(1024, 64, 256), 2, BatchListener.NONE);

    @AfterEach
    void close() {
        encoder.release();
        batcher.close();
    }

    @Test
    void submit_severalTexts_answersInTheirOrder() {
        List<EncodeOutcome> outcomes =
                batcher.submit("p0", List.of("a b c d e", "a", "a b c")).join();

        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.stream().map(outcome -> ((Encoded) outcome).tokens()))
                .containsExactly(7, 3, 5);
    }

    @Test
    void submit_noText_answersNothing() {
        assertThat(batcher.submit("p0", List.of()).join()).isEmpty();
        assertThat(encoder.calls()).isZero();
    }

    @Test
    void submit_oneTextFails_rejectsItAlone() {
        encoder.failOn("POISON");
        List<String> texts = IntStream.range(0, 64)
                .mapToObj(i -> i == 13 ? "the POISON text" : "text number " + i)
                .toList();

        List<EncodeOutcome> outcomes = batcher.submit("p0", texts).join();

        assertThat(outcomes.get(13))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .startsWith("ENCODER_FAILED")
                                .doesNotContain("POISON"));
        assertThat(outcomes).filteredOn(Encoded.class::isInstance).hasSize(63);
    }

    @Test
    void submit_vectorIsNotANumber_rejectsIt() {
        encoder.notANumberOn("NAN");

        List<EncodeOutcome> outcomes =
                batcher.submit("p0", List.of("fine", "NAN")).join();

        assertThat(outcomes.get(0)).isInstanceOf(Encoded.class);
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).startsWith("BAD_VECTOR"));
    }

    @Test
    void submit_deviceIsBroken_failsTheFutureThenRecovers() {
        encoder.breakDown();
        CompletableFuture<List<EncodeOutcome>> failed = batcher.submit("p0", List.of("a", "b", "c", "d"));
        assertThatThrownBy(failed::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(EncoderException.class);

        encoder.repair();
        assertThat(batcher.submit("p0", List.of("a")).join()).hasOnlyElementsOfType(Encoded.class);
    }

    @Test
    void idle_beforeDuringAndAfterWork_tellsWhetherThereIsSome() {
        assertThat(batcher.idle()).isTrue();
        encoder.hold();
        CompletableFuture<List<EncodeOutcome>> future = batcher.submit("p0", List.of("a"));
        encoder.awaitHeld();
        assertThat(batcher.idle()).isFalse();

        encoder.release();
        future.join();

        assertThat(batcher.idle()).isTrue();
    }

    @Test
    void close_whileBusy_failsEverythingUnanswered() throws Exception {
        encoder.hold();
        CompletableFuture<List<EncodeOutcome>> running = batcher.submit("p0", List.of("a"));
        encoder.awaitHeld();
        CompletableFuture<List<EncodeOutcome>> waiting = batcher.submit("p1", List.of("b"));

        batcher.close();

        for (CompletableFuture<List<EncodeOutcome>> future :
                List.of(running, waiting, batcher.submit("p2", List.of("c")))) {
            assertThatThrownBy(() -> future.get(5, SECONDS)).hasCauseInstanceOf(EncoderException.class);
        }
        assertThat(encoder.closed()).isFalse();
    }

    @Test
    void close_twiceOrIdle_isQuiet() {
        batcher.close();
        batcher.close();

        assertThat(batcher.idle()).isTrue();
    }

    @Test
    void submit_completion_runsOffTheDeviceThread() {
        encoder.hold();
        CompletableFuture<String> thread = batcher.submit("p0", List.of("a"))
                .thenApply(_ -> Thread.currentThread().getName());
        encoder.awaitHeld();
        encoder.release();

        assertThat(thread.join()).isEqualTo("kalm-answers");
    }

    @Test
    void submit_cancelled_withdrawsWhatHasNotBegun() {
        encoder.hold();
        CompletableFuture<List<EncodeOutcome>> running = batcher.submit("p0", List.of("a"));
        encoder.awaitHeld();
        batcher.submit("p0", List.of("b", "c")).cancel(false);
        encoder.release();
        running.join();

        assertThat(batcher.submit("p0", List.of("d")).join()).hasSize(1);
        assertThat(encoder.rows()).isEqualTo(2);
    }

    @Test
    void submit_listenerFails_isNotAffected() {
        BatchListener failing = (_, _, _, _) -> {
            throw new IllegalStateException("a broken metric");
        };
        try (DeviceBatcher listened = new DeviceBatcher(encoder, BatchBudget.CPU, 1, failing)) {
            assertThat(listened.submit("p0", List.of("a")).join()).hasOnlyElementsOfType(Encoded.class);
        }
    }

    @Test
    void submit_encoderThrowsAnError_failsAsABugAndServesTheNext() {
        try (DeviceBatcher faulty = oneTokenizerThread()) {
            CompletableFuture<List<EncodeOutcome>> failed = faulty.submit("p0", List.of("error"));

            assertThatThrownBy(failed::join)
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasRootCauseInstanceOf(UnsatisfiedLinkError.class);
            assertThat(faulty.submit("p0", List.of("fine")).join()).hasOnlyElementsOfType(Encoded.class);
        }
    }

    @Test
    void submit_encoderAnswersTooFewVectors_failsAsABug() {
        try (DeviceBatcher faulty = new DeviceBatcher(new FaultyEncoder())) {
            CompletableFuture<List<EncodeOutcome>> future = faulty.submit("p0", List.of("a", "b"));

            assertThatThrownBy(future::join)
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("1 vectors for 2 texts");
        }
    }

    @Test
    void submit_tokenizerFails_rejectsTheTextWithoutQuotingIt() {
        try (DeviceBatcher faulty = new DeviceBatcher(new FaultyEncoder())) {
            List<EncodeOutcome> outcomes =
                    faulty.submit("p0", List.of("?", "fine")).join();

            assertThat(outcomes.get(0))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.reason())
                                    .startsWith("TOKENIZER_FAILED")
                                    .doesNotContain("?"));
            assertThat(outcomes.get(1)).isInstanceOf(Encoded.class);
            assertThat(faulty.idle()).isTrue();
        }
    }

    @Test
    void submit_textWithoutAnyToken_isRejectedAlone() {
        try (DeviceBatcher faulty = oneTokenizerThread()) {
            List<EncodeOutcome> outcomes =
                    faulty.submit("p0", List.of("", "fine")).join();

            assertThat(outcomes.get(0))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.reason()).startsWith("NO_TOKENS"));
            assertThat(outcomes.get(1)).isInstanceOf(Encoded.class);
            assertThat(faulty.idle()).isTrue();
        }
    }

    @Test
    void submit_textExhaustsTheStack_isRejectedAlone() {
        try (DeviceBatcher faulty = oneTokenizerThread()) {
            List<EncodeOutcome> outcomes =
                    faulty.submit("p0", List.of("((", "fine")).join();

            assertThat(outcomes.get(0))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.reason())
                                    .startsWith("TOKENIZER_FAILED")
                                    .doesNotContain("(("));
            assertThat(outcomes.get(1)).isInstanceOf(Encoded.class);
            assertThat(faulty.idle()).isTrue();
        }
    }

    @Test
    void submit_tokenizerIsBroken_failsTheFutureAndServesTheNext() {
        try (DeviceBatcher faulty = oneTokenizerThread()) {
            CompletableFuture<List<EncodeOutcome>> failed = faulty.submit("p0", List.of("link"));

            assertThatThrownBy(failed::join)
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasRootCauseInstanceOf(NoClassDefFoundError.class)
                    .hasMessageContaining("NoClassDefFoundError");
            assertThat(faulty.submit("p0", List.of("fine"))
                            .orTimeout(10, SECONDS)
                            .join())
                    .hasOnlyElementsOfType(Encoded.class);
            assertThat(faulty.idle()).isTrue();
        }
    }

    /** So that a thread that ended is missed at once. */
    private static DeviceBatcher oneTokenizerThread() {
        return new DeviceBatcher(new FaultyEncoder(), BatchBudget.CPU, 1, BatchListener.NONE);
    }
}
