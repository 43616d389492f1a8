package io.kalmstream.sinks.testing;

import static java.util.Objects.requireNonNull;

import io.grpc.Metadata;
import io.grpc.Status;
import io.qdrant.client.grpc.Points.UpdateStatus;

/** What becomes of a call to a {@link TestingStore}. */
public sealed interface StoreFault {
    /** Nothing of note: the store answers. */
    record None() implements StoreFault {}

    /** An answer without the store's doing anything. */
    record Fail(Status status, Metadata trailers) implements StoreFault {
        public Fail {
            requireNonNull(status, "status is null");
            requireNonNull(trailers, "trailers is null");
        }

        public Fail(Status status) {
            this(status, new Metadata());
        }
    }

    /** The store does it; the connection is reset before the client hears so. */
    record ApplyThenCut() implements StoreFault {}

    /** The store does it, and says this of each operation of the update. */
    record ApplyThenSay(UpdateStatus status) implements StoreFault {
        public ApplyThenSay {
            requireNonNull(status, "status is null");
        }
    }

    /** The store does nothing, and says this of each operation of the update. */
    record SayNotApplied(UpdateStatus status) implements StoreFault {
        public SayNotApplied {
            requireNonNull(status, "status is null");
        }
    }

    /** The call is under way until the gate opens, even if its client gives up meanwhile; then it goes on. */
    record Delay(Gate gate, StoreFault then) implements StoreFault {
        public Delay {
            requireNonNull(gate, "gate is null");
            requireNonNull(then, "then is null");
        }

        public Delay(Gate gate) {
            this(gate, new None());
        }
    }
}
