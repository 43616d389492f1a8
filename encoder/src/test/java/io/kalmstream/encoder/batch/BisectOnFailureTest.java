package io.kalmstream.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.Seed;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.batch.EncodeOutcome.Encoded;
import io.kalmstream.encoder.batch.EncodeOutcome.Rejected;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BisectOnFailureTest {
    private final TestingEncoder encoder = new TestingEncoder(8).failOn("BAD");
    private final BisectOnFailure bisect =
            new BisectOnFailure(encoder, new MeasuredEncoder(encoder, BatchListener.NONE, () -> 0));

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

        assertThatThrownBy(() -> bisect.encode(batch(rows, Set.of()))).isInstanceOf(EncoderException.class);
        assertThat(encoder.calls()).isLessThanOrEqualTo(4 + (int) Math.ceil(Math.log(rows) / Math.log(2)));
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
