package io.kalmstream.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.Seed;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthOrderedLookAheadTest {
    private static final Submission ANY = new Submission("p0", Side.DOCUMENT, List.of("a"), false);

    private final Random random = Seed.random();

    @Test
    void takeBatch_anyBudgetAndLengths_staysWithinTheBudgetAndTakesEachRowOnce() {
        for (int round = 0; round < 200; round++) {
            int maxRows = 1 + random.nextInt(64);
            BatchBudget budget = new BatchBudget(1 + random.nextInt(2000), maxRows, maxRows + random.nextInt(200));
            LengthOrderedLookAhead lookAhead = new LengthOrderedLookAhead(budget, new TokenCap(budget));
            int total = 1 + random.nextInt(budget.lookAheadRows());
            boolean[] taken = new boolean[total];
            IntStream.range(0, total).forEach(turn -> lookAhead.add(row(1 + random.nextInt(300), turn)));

            for (List<Row> batch = lookAhead.takeBatch(); !batch.isEmpty(); batch = lookAhead.takeBatch()) {
                int longest = batch.stream().mapToInt(Row::length).max().orElseThrow();
                assertThat(batch.size() == 1
                                || (batch.size() <= budget.maxRows() && longest * batch.size() <= budget.maxTokens()))
                        .as("%d rows x %d tokens in %s", batch.size(), longest, budget)
                        .isTrue();
                for (Row row : batch) {
                    assertThat(taken[(int) row.turn()]).isFalse();
                    taken[(int) row.turn()] = true;
                }
            }
            assertThat(taken).doesNotContain(false);
            assertThat(lookAhead.fillsABatch()).isFalse();
        }
    }

    @Test
    void takeBatch_anyRows_containsTheOldest() {
        BatchBudget budget = new BatchBudget(1024, 64, 512);
        LengthOrderedLookAhead lookAhead = new LengthOrderedLookAhead(budget, new TokenCap(budget));
        IntStream.range(0, 500).forEach(turn -> lookAhead.add(row(1 + random.nextInt(256), turn)));
        boolean[] taken = new boolean[501];
        int oldest = 0;

        for (List<Row> batch = lookAhead.takeBatch(); !batch.isEmpty(); batch = lookAhead.takeBatch()) {
            batch.forEach(row -> taken[(int) row.turn()] = true);
            assertThat(taken[oldest]).isTrue();
            while (taken[oldest]) {
                oldest++;
            }
        }
        assertThat(oldest).isEqualTo(500);
    }

    /** Lengths of real text are spread log-normally; here around 33 tokens, one in six above 80. */
    @Test
    void takeBatch_realisticLengths_padsLessThanATenthAndLetsNoRowWaitLong() {
        BatchBudget budget = BatchBudget.CPU;
        LengthOrderedLookAhead lookAhead = new LengthOrderedLookAhead(budget, new TokenCap(budget));
        List<Integer> enteredAt = new ArrayList<>();
        long turn = 0;
        long tokens = 0;
        long padded = 0;
        int longestWait = 0;
        for (int batches = 0; batches < 2000; batches++) {
            for (; !lookAhead.isFull(); turn++) {
                enteredAt.add(batches);
                lookAhead.add(row(realisticLength(), turn));
            }
            List<Row> batch = lookAhead.takeBatch();
            tokens += batch.stream().mapToInt(Row::length).sum();
            padded += (long) batch.size()
                    * batch.stream().mapToInt(Row::length).max().orElseThrow();
            for (Row row : batch) {
                longestWait = Math.max(longestWait, batches - enteredAt.get((int) row.turn()));
            }
        }
        assertThat(1 - (double) tokens / padded).as("share of padding").isLessThan(0.10);
        assertThat(longestWait).as("batches a row waited").isLessThan(100);
    }

    @Test
    void takeBatch_deviceRanOutOfMemory_staysUnderTheCap() {
        TokenCap cap = new TokenCap(BatchBudget.CPU);
        LengthOrderedLookAhead lookAhead = new LengthOrderedLookAhead(BatchBudget.CPU, cap);
        IntStream.range(0, 60).forEach(turn -> lookAhead.add(row(10, turn)));
        assertThat(lookAhead.fillsABatch()).isFalse();

        cap.outOfMemory(600);

        assertThat(lookAhead.fillsABatch()).isTrue();
        assertThat(lookAhead.takeBatch()).hasSize(30);
    }

    @Test
    void takeBatch_rowsNobodyWaitsFor_areDropped() {
        LengthOrderedLookAhead lookAhead = new LengthOrderedLookAhead(BatchBudget.CPU, new TokenCap(BatchBudget.CPU));
        Submission over = new Submission("p1", Side.DOCUMENT, List.of("a"), false);
        over.future.cancel(false);
        lookAhead.add(new Row(over, 0, new TokenizedText(new int[5], false), 0));
        lookAhead.add(row(7, 1));

        assertThat(lookAhead.takeBatch()).extracting(Row::turn).containsExactly(1L);
        assertThat(lookAhead.takeBatch()).isEmpty();
    }

    private int realisticLength() {
        return Math.clamp(Math.round(Math.exp(3.5 + 0.9 * random.nextGaussian())), 3, 256);
    }

    private static Row row(int length, long turn) {
        return new Row(ANY, 0, new TokenizedText(new int[length], false), turn);
    }
}
