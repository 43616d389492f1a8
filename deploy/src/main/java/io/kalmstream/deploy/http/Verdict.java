package io.kalmstream.deploy.http;

import static java.util.Objects.requireNonNull;

import io.kalmstream.deploy.worker.Condition;
import io.kalmstream.deploy.worker.Readiness;
import java.util.Optional;

/**
 * What a probe is told. A worker that is not there yet is empty: its model is loaded, or its collection made.
 *
 * @param reason a sentence for the operator
 */
record Verdict(boolean yes, String reason) {
    private static final String COLD = "the worker is not there yet: its model is loaded";

    Verdict {
        requireNonNull(reason, "reason is null");
    }

    /** Whether all of its tasks have run at some time. */
    static Verdict started(Optional<Condition> worker) {
        return worker.map(condition ->
                        new Verdict(condition.hasRun(), condition.hasRun() ? "it has started" : condition.inWords()))
                .orElseGet(() -> new Verdict(false, COLD));
    }

    /** Whether it must not be ended: an outage, a restore or an orderly stop is no reason to. */
    static Verdict live(Optional<Condition> worker) {
        return worker.map(condition -> new Verdict(!condition.isOver(), condition.inWords()))
                .orElseGet(() -> new Verdict(true, COLD));
    }

    /** Whether it does its work. */
    static Verdict ready(Optional<Condition> worker) {
        Readiness readiness = worker.map(Condition::readiness).orElseGet(() -> new Readiness(false, COLD));
        return new Verdict(readiness.ready(), readiness.reason());
    }
}
