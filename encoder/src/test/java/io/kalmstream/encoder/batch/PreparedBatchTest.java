package io.kalmstream.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test is the device. */
@Timeout(30)
class PreparedBatchTest {
    private static final int ROWS = 10;
    private static final int LOOK_AHEAD = 40;

    private final BatchBudget budget = new BatchBudget(1000, ROWS, LOOK_AHEAD);
    private final Pipeline pipeline = new Pipeline(budget, new TokenCap(budget), 10_000);
    private final Answers answers = new Answers();
    private final RecordingEncoder encoder = new RecordingEncoder(new TestingEncoder(8));
    private final Thread tokenizer = Thread.ofPlatform()
            .daemon()
            .start(new TokenizerLoop(pipeline, encoder, answers, BatchListener.NONE, System::nanoTime));

    @AfterEach
    void end() throws InterruptedException {
        pipeline.end(() -> new EncoderException("The test is over"));
        tokenizer.join();
        answers.close();
    }

    @Test
    void nextBatch_whileOneRuns_anotherIsPreparedBeforeAFullLookAhead() throws InterruptedException {
        pipeline.admit(new Submission("p0", Side.DOCUMENT, Collections.nCopies(1000, "a few words"), false));
        List<Row> running = pipeline.nextBatch();

        awaitTokenized(ROWS + ROWS + LOOK_AHEAD);

        assertThat(running).hasSize(ROWS);
        assertThat(encoder.tokenized())
                .as("texts running, prepared and in the look-ahead")
                .isEqualTo(ROWS + ROWS + LOOK_AHEAD);
        assertThat(pipeline.nextBatch()).hasSize(ROWS);
        awaitTokenized(3 * ROWS + LOOK_AHEAD);
        assertThat(encoder.tokenized()).isEqualTo(3 * ROWS + LOOK_AHEAD);
    }

    /** And until it rests: it waits for nobody but the device. */
    private void awaitTokenized(int texts) {
        while (encoder.tokenized() < texts || tokenizer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
