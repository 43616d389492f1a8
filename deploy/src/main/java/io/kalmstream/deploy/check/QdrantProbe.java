package io.kalmstream.deploy.check;

import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.qdrant.CollectionAdmin;
import io.kalmstream.sinks.qdrant.CollectionPlan;
import io.kalmstream.sinks.qdrant.CollectionStatus;
import java.util.ArrayList;
import java.util.List;

/** Qdrant: whether it answers, and whether the collection fits the model and the settings. */
final class QdrantProbe implements Probe {
    private static final String QDRANT = "Qdrant";
    private static final String COLLECTION = "Collection";

    private final WorkerSettings worker;
    private final ModelCard model;

    QdrantProbe(WorkerSettings worker, ModelCard model) {
        this.worker = worker;
        this.model = model;
    }

    @Override
    public List<Finding> look() {
        CollectionSpec spec = new CollectionSpec(worker.collection(), model.dimensions(), model.stamp());
        try (CollectionAdmin admin = new CollectionAdmin(worker.qdrant())) {
            CollectionPlan plan = admin.plan(spec, worker.collectionSettings());
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.ok(QDRANT, worker.qdrant().url(), "answers"));
            if (!plan.makesCollection()) {
                CollectionStatus status = admin.status(spec.name());
                findings.set(0, Finding.ok(QDRANT, worker.qdrant().url(), status.server()));
                findings.add(Finding.ok(
                        COLLECTION, spec.name(), "%s, %d points".formatted(status.health(), status.points())));
                plan.steps().forEach(step -> findings.add(difference(spec.name(), step)));
            } else {
                findings.add(Finding.ok(COLLECTION, spec.name(), "not there yet: the first worker makes it"));
            }
            return findings;
        }
    }

    /** A collection that is there is used with the settings it has; the wrong one, or a wrong alias, stops a worker. */
    private static Finding difference(String collection, CollectionPlan.Step step) {
        if (step.isWhole()) {
            return Finding.wrong(COLLECTION, collection, step.note());
        }
        String says = "%s is %s, configured is %s%s"
                .formatted(
                        step.what(),
                        step.found().isEmpty() ? "not there" : step.found(),
                        step.wanted(),
                        step.note().isEmpty() ? "" : "; " + step.note());
        boolean stops =
                step.action() == CollectionPlan.Action.CANNOT && step.what().startsWith("alias ");
        return stops
                ? Finding.wrong(COLLECTION, collection, says)
                : Finding.note(COLLECTION, collection, says + "; see `kalmstream collection plan`");
    }
}
