package io.kalmstream.deploy.worker;

import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.topology.PipelineSettings;
import io.kalmstream.topology.window.InFlightLimits;
import io.kalmstream.topology.window.PipelineListener;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Real workers with something of the test's between them and the world. */
public final class TestingWorkers {
    /** Transactions of a few seconds are long enough for it. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(3);

    private TestingWorkers() {}

    public static Worker start(
            WorkerSettings settings,
            TextEncoder encoder,
            PipelineListener listener,
            UnaryOperator<VectorStore> store,
            UnaryOperator<KafkaClientSupplier> clients) {
        return Worker.start(
                settings, encoder, listener, new WorkerSeams(store, clients, TestingWorkers::shortWaits, true));
    }

    private static PipelineSettings shortWaits(PipelineSettings pipeline) {
        InFlightLimits limits = pipeline.inFlight();
        return new PipelineSettings(
                pipeline.topics(),
                pipeline.window(),
                new InFlightLimits(limits.maxRecords(), limits.maxBytes(), MAX_WAIT, limits.closeWait()),
                pipeline.owner(),
                pipeline.maxTextChars(),
                pipeline.duplicates(),
                pipeline.keepText(),
                pipeline.letters());
    }
}
