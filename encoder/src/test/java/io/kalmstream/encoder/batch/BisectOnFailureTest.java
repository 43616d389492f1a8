package io.kalmstream.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderException.Fault;
import io.kalmstream.encoder.Seed;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.batch.EncodeOutcome.Encoded;
import io.kalmstream.encoder.batch.EncodeOutcome.Rejected;
import io.kalmstream.encoder.testing.RowFault;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.encoder.testing.VectorFault;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BisectOnFailureTest {
    private final TestingEncoder encoder = new TestingEncoder(8).failOn("BAD");
    private final BisectOnFailure bisect = bisect(encoder);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8, 31, 64, 100})
    void encode_oneBadRowAnywhere_findsItWithinTheBound(int rows) {
        int furtherCalls = 2 * (int) Math.ceil(Math.log(rows) / Math.log(2));
        for (int bad = 0; bad < rows; bad++) {
            int before = encoder.calls();

            List<EncodeOutcome> outcomes = bisect.encode(batch(rows, Set.of(bad)));

            assertThat(rejected(outcomes)).containsExactly(bad);
            assertThat(encoder.calls() - before).isLessThanOrEqualTo(1 + furtherCalls);
        }
    }

    @Test
    void encode_anyBadRows_rejectsExactlyThose() {
        Random random = Seed.random();
        for (int round = 0; round < 200; round++) {
            int rows = 1 + random.nextInt(64);
            Set<Integer> bad = new TreeSet<>();
            for (int i = random.nextInt(rows + 1); i > 0; i--) {
                bad.add(random.nextInt(rows));
            }

            List<EncodeOutcome> outcomes = bisect.encode(batch(rows, bad));

            assertThat(rejected(outcomes)).containsExactlyElementsOf(bad);
            assertThat(outcomes).filteredOn(Encoded.class::isInstance).hasSize(rows - bad.size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, 100})
    void encode_deviceIsBroken_failsAsAWholeAfterFewCalls(int rows) {
        encoder.breakDown();

        assertThatThrownBy(() -> bisect.encode(batch(rows, Set.of())))
                .isInstanceOfSatisfying(
                        EncoderException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.LOST));
        assertThat(encoder.calls()).isLessThanOrEqualTo(4 + (int) Math.ceil(Math.log(rows) / Math.log(2)));
    }

    @Test
    void encode_deviceSaysThatItIsLost_failsAtOnce() {
        encoder.loseDevice();

        assertThatThrownBy(() -> bisect.encode(batch(64, Set.of())))
                .isInstanceOfSatisfying(
                        EncoderException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.LOST));
        assertThat(encoder.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void encode_vectorThatCannotBeStored_rejectsItAlone(VectorFault fault) {
        encoder.spoilOn("SPOILT", fault);
        List<TokenizedText> batch = Stream.of("one", "SPOILT", "three")
                .map(text -> encoder.tokenize(text, Side.DOCUMENT))
                .toList();

        List<EncodeOutcome> outcomes = bisect.encode(batch);

        assertThat(encoder.faults()).isEqualTo(1);
        assertThat(rejected(outcomes)).containsExactly(1);
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.cause()).isEqualTo(Rejected.Cause.VECTOR));
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_TOO_FEW", "ONE_TOO_MANY"})
    void encode_otherNumberOfVectors_isABug(RowFault fault) {
        encoder.answer(fault);

        assertThatThrownBy(() -> bisect.encode(batch(8, Set.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("vectors for 8 texts");
        assertThat(encoder.calls()).isEqualTo(1);
    }

    /** The port carries no names of rows: what is ours keeps the order, whatever it cuts a batch into. */
    @Test
    void encode_badRowsAndLittleMemory_answersEachRowWithItsOwnVector() {
        Random random = Seed.random();
        for (int round = 0; round < 100; round++) {
            TestingEncoder own = new TestingEncoder(8).failOn("BAD").outOfMemoryAbove(8 + random.nextInt(100));
            Set<Integer> bad = new TreeSet<>();
            int rows = 2 + random.nextInt(63);
            for (int i = random.nextInt(3); i > 0; i--) {
                bad.add(random.nextInt(rows));
            }

            List<EncodeOutcome> outcomes = bisect(own).encode(batch(rows, bad));

            assertThat(rejected(outcomes)).containsExactlyElementsOf(bad);
            for (int i = 0; i < rows; i++) {
                if (outcomes.get(i) instanceof Encoded encoded) {
                    assertThat(encoded.vector()).isEqualTo(alone("text " + i));
                }
            }
        }
    }

    private float[] alone(String text) {
        return encoder.encode(List.of(encoder.tokenize(text, Side.DOCUMENT))).getFirst();
    }

    private static BisectOnFailure bisect(TestingEncoder encoder) {
        return new BisectOnFailure(encoder, Fitting.to(encoder, new BatchBudget(8192, 128, 128)));
    }

    private List<TokenizedText> batch(int rows, Set<Integer> bad) {
        return IntStream.range(0, rows)
                .mapToObj(i -> encoder.tokenize(bad.contains(i) ? "BAD" : "text " + i, Side.DOCUMENT))
                .toList();
    }

    private static List<Integer> rejected(List<EncodeOutcome> outcomes) {
        return IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.get(i) instanceof Rejected)
                .boxed()
                .toList();
    }
}
