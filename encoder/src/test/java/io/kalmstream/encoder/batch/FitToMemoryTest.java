package io.kalmstream.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderException.Fault;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.batch.EncodeOutcome.Encoded;
import io.kalmstream.encoder.batch.EncodeOutcome.Rejected;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches here have rows of 10 tokens. */
class FitToMemoryTest {
    private final BatchBudget budget = new BatchBudget(640, 64, 64);
    private final TokenCap cap = new TokenCap(budget);
    private final TestingEncoder encoder = new TestingEncoder(8);
    private final FitToMemory fitting = Fitting.to(encoder, cap);

    @Test
    void encode_tooLittleMemory_encodesInPartsInTheirOrder() {
        List<TokenizedText> batch = batch(64);
        List<float[]> whole = new TestingEncoder(8).encode(batch);
        encoder.outOfMemoryAbove(100);

        assertThat(fitting.encode(batch)).usingRecursiveComparison().isEqualTo(whole);

        // 640, 320 and 160 do not fit; eight times 80 does.
        assertThat(encoder.faults()).isEqualTo(3);
        assertThat(encoder.calls()).isEqualTo(3 + 8);
    }

    @Test
    void encode_afterOutOfMemory_asksForNoMoreThanTheCap() {
        encoder.outOfMemoryAbove(400);
        fitting.encode(batch(64));
        assertThat(encoder.faults()).isEqualTo(1);

        fitting.encode(batch(64));

        assertThat(encoder.faults()).isEqualTo(1);
    }

    @Test
    void encode_memoryComesBack_regainsTheWholeBudget() {
        encoder.outOfMemoryAbove(100);
        fitting.encode(batch(64));
        encoder.repair();
        int batches = 0;
        for (; !cap.isFull(); batches++) {
            assertThat(batches).isLessThan(TokenCap.STEPS);
            fitting.encode(batch(64));
        }
        int before = encoder.calls();

        fitting.encode(batch(64));

        assertThat(batches).isPositive();
        assertThat(encoder.calls() - before).isOne();
    }

    @Test
    void encode_aTextThatNeverFitted_isRejectedAloneOnceAShortOneFits() {
        List<TokenizedText> batch = List.of(text(10), text(50), text(10));
        encoder.outOfMemoryAbove(30);

        List<EncodeOutcome> outcomes = new BisectOnFailure(encoder, fitting).encode(batch);

        assertThat(outcomes.get(0)).isInstanceOf(Encoded.class);
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .startsWith("OUT_OF_MEMORY")
                                .contains("50 tokens"));
        assertThat(outcomes.get(2)).isInstanceOf(Encoded.class);
    }

    @Test
    void encode_aTextThatHasFitted_isNotToBlame() {
        fitting.encode(List.of(text(50)));
        encoder.outOfMemoryAbove(30);

        assertThatThrownBy(() -> new BisectOnFailure(encoder, fitting).encode(List.of(text(10), text(50))))
                .isInstanceOfSatisfying(
                        EncoderException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.OUT_OF_MEMORY));
    }

    @Test
    void encode_noMemoryAtAll_blamesNoText() {
        encoder.outOfMemoryAbove(0);

        assertThatThrownBy(() -> new BisectOnFailure(encoder, fitting).encode(batch(64)))
                .isInstanceOfSatisfying(
                        EncoderException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.OUT_OF_MEMORY));
        assertThat(encoder.calls()).isLessThan(20);
    }

    private List<TokenizedText> batch(int rows) {
        return IntStream.range(0, rows).mapToObj(i -> text(10, i)).toList();
    }

    private TokenizedText text(int tokens) {
        return text(tokens, 0);
    }

    private TokenizedText text(int tokens, int number) {
        return encoder.tokenize("w" + number + " and".repeat(tokens - 3), Side.DOCUMENT);
    }
}
