package io.kalmstream.deploy.check;

import static java.util.Objects.requireNonNull;

import io.kalmstream.deploy.worker.FailureKind;
import org.apache.kafka.common.errors.RetriableException;

/**
 * One thing that was looked at.
 *
 * @param part e.g. {@code Kafka}
 * @param what which one, by name or address
 * @param says a sentence for the operator, without secrets
 */
public record Finding(String part, String what, Verdict verdict, String says) {
    public Finding {
        requireNonNull(part, "part is null");
        requireNonNull(what, "what is null");
        requireNonNull(verdict, "verdict is null");
        requireNonNull(says, "says is null");
    }

    static Finding ok(String part, String what, String says) {
        return new Finding(part, what, Verdict.OK, says);
    }

    static Finding note(String part, String what, String says) {
        return new Finding(part, what, Verdict.NOTE, says);
    }

    static Finding wrong(String part, String what, String says) {
        return new Finding(part, what, Verdict.WRONG, says);
    }

    /** Who could mend it is judged as it is for a worker that dies of it. */
    static Finding of(String part, String what, RuntimeException failure) {
        boolean world = failure instanceof RetriableException
                || switch (FailureKind.of(failure)) {
                    case TRANSIENT, RESTART -> true;
                    case DEVICE, CONFIGURATION, BUG -> false;
                };
        String says = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new Finding(part, what, world ? Verdict.UNREACHABLE : Verdict.WRONG, says);
    }
}
