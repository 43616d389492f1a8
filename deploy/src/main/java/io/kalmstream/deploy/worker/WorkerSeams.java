package io.kalmstream.deploy.worker;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.VectorStore;
import io.kalmstream.topology.PipelineSettings;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Where a worker meets the world. Tests, soaks and benchmarks put something in between, and limits of their own.
 *
 * @param store put around the vector store
 * @param clients put around Kafka's clients
 * @param limits of the pipeline, from the ones to start with
 * @param checked whether waits that cannot be kept stop the start
 */
public record WorkerSeams(
        UnaryOperator<VectorStore> store,
        UnaryOperator<KafkaClientSupplier> clients,
        UnaryOperator<PipelineSettings> limits,
        boolean checked) {
    /** Nothing in between. */
    public static final WorkerSeams NONE =
            new WorkerSeams(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity(), true);

    public WorkerSeams {
        requireNonNull(store, "store is null");
        requireNonNull(clients, "clients is null");
        requireNonNull(limits, "limits is null");
    }

    /** Only other limits. */
    public static WorkerSeams limited(UnaryOperator<PipelineSettings> limits) {
        return new WorkerSeams(NONE.store(), NONE.clients(), limits, true);
    }
}
