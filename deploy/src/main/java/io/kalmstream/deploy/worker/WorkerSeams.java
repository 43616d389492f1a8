package io.kalmstream.deploy.worker;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.VectorStore;
import io.kalmstream.topology.PipelineSettings;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Where a worker meets the world. Tests put faults in between, and limits small enough to be reached.
 *
 * @param store put around the vector store
 * @param clients put around Kafka's clients
 * @param limits of the pipeline, from the ones to start with
 * @param checked whether waits that cannot be kept stop the start
 */
record WorkerSeams(
        UnaryOperator<VectorStore> store,
        UnaryOperator<KafkaClientSupplier> clients,
        UnaryOperator<PipelineSettings> limits,
        boolean checked) {
    /** Nothing in between. */
    static final WorkerSeams NONE =
            new WorkerSeams(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity(), true);

    WorkerSeams {
        requireNonNull(store, "store is null");
        requireNonNull(clients, "clients is null");
        requireNonNull(limits, "limits is null");
    }
}
