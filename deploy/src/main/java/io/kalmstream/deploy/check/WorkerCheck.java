package io.kalmstream.deploy.check;

import io.kalmstream.deploy.worker.AskedKafka;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.encoder.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Whether a worker would find everything it needs: connects to all of it with the worker's own settings and credentials, and changes
 * nothing.
 *
 * <p>Threads: one.
 */
public final class WorkerCheck {
    private final WorkerSettings worker;
    private final Supplier<TextEncoder> model;
    private final List<Finding> findings = new ArrayList<>();

    /** @param model opens it; closed by this */
    public WorkerCheck(WorkerSettings worker, Supplier<TextEncoder> model) {
        this.worker = worker;
        this.model = model;
    }

    /** Everything found, part by part; a part that cannot be looked at is a finding too. */
    public List<Finding> run() {
        look("Kafka", worker.bootstrap(), this::kafka);
        look(
                "Schema registry",
                RegistryProbe.address(worker.registry()),
                () -> new RegistryProbe(
                                worker.registry(), worker.topics().inputs().getFirst())
                        .look());
        look("Model", "", this::modelAndStore);
        return List.copyOf(findings);
    }

    private List<Finding> kafka() {
        try (AskedKafka kafka = AskedKafka.forOperator(worker)) {
            return new KafkaProbe(worker, kafka).look();
        }
    }

    /** What the collection should be like, the model says. */
    private List<Finding> modelAndStore() {
        try (TextEncoder encoder = model.get()) {
            look("Model", encoder.model().stamp(), new ModelProbe(encoder));
            look("Qdrant", worker.qdrant().url(), new QdrantProbe(worker, encoder.model()));
            return List.of();
        } catch (RuntimeException e) {
            findings.add(Finding.of("Model", "", e));
            return List.of(new Finding(
                    "Qdrant",
                    worker.qdrant().url(),
                    Verdict.UNKNOWN,
                    "not looked at: the model says what the collection is like"));
        }
    }

    private void look(String part, String what, Probe probe) {
        try {
            findings.addAll(probe.look());
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            findings.add(Finding.of(part, what, e));
        }
    }
}
