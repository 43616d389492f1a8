package io.kalmstream.encoder.batch;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The device thread: takes a prepared batch, encodes it, hands the answers on. */
final class DeviceLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceLoop.class);

    private final Pipeline pipeline;
    private final BisectOnFailure encoder;
    private final Answers answers;

    DeviceLoop(Pipeline pipeline, BisectOnFailure encoder, Answers answers) {
        this.pipeline = pipeline;
        this.encoder = encoder;
        this.answers = answers;
    }

    @Override
    public void run() {
        try {
            for (List<Row> batch = pipeline.nextBatch(); !batch.isEmpty(); batch = pipeline.nextBatch()) {
                encode(batch);
            }
        } catch (InterruptedException _) {
            // Only close() interrupts this thread, and it has answered everybody.
            Thread.currentThread().interrupt();
        }
    }

    private void encode(List<Row> batch) {
        List<EncodeOutcome> outcomes;
        try {
            outcomes = encoder.encode(batch.stream().map(Row::text).toList());
        } catch (RuntimeException failure) {
            fail(batch, failure);
            return;
        } catch (Throwable error) {
            // It must not end the only thread that answers: who waits is told, and decides.
            String kind = error.getClass().getName();
            fail(batch, new IllegalStateException("The encoder fails with " + kind, error));
            return;
        }
        pipeline.batchDone();
        for (int i = 0; i < batch.size(); i++) {
            Row row = batch.get(i);
            answers.answer(row.submission(), row.index(), outcomes.get(i));
        }
    }

    private void fail(List<Row> batch, RuntimeException failure) {
        LOG.error("The device failed on a batch of {} texts", batch.size(), failure);
        pipeline.batchDone();
        batch.forEach(row -> answers.fail(row.submission(), failure));
    }
}
