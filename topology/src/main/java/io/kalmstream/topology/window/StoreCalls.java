package io.kalmstream.topology.window;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.VectorStore;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task's calls of the vector store: each goes through the task's gate and is made again until the store takes it, since all of
 * them may be repeated and an outage ends.
 *
 * <p>Threads: store threads, one at a time.
 */
final class StoreCalls {
    private static final Logger LOG = LoggerFactory.getLogger(StoreCalls.class);
    /** Of one call, each after the store was up again, until the call itself is suspected. */
    private static final int MOST_FAILURES = 5;

    private final VectorStore store;
    private final StoreGate gate;
    private final StoreBreaker breaker;
    private final Supplier<Fence> fences;

    StoreCalls(VectorStore store, StoreGate gate, StoreBreaker breaker, Supplier<Fence> fences) {
        this.store = store;
        this.gate = gate;
        this.breaker = breaker;
        this.fences = fences;
    }

    /** @throws StaleWriteException somebody else has written meanwhile */
    Effects apply(List<Change> changes) {
        if (changes.isEmpty()) {
            return Effects.NONE;
        }
        return whenUp(
                failures -> failures > 0 && failures % MOST_FAILURES == 0 ? applyApart(changes) : applyOnce(changes));
    }

    <T> T ask(Function<VectorStore, T> question) {
        return whenUp(_ -> gate.pass(() -> question.apply(store)));
    }

    private Effects applyOnce(List<Change> changes) {
        return gate.pass(() -> Effects.of(store.apply(fences.get(), changes)));
    }

    private Effects applyApart(List<Change> changes) {
        LOG.warn("{} changes fail again and again although the store answers: is it one of them?", changes.size());
        return new BisectOnFailure(this::applyOnce, () -> store.health().up()).apply(changes);
    }

    /** @param call is told how often it has failed */
    private <T> T whenUp(IntFunction<T> call) {
        for (int failures = 0; ; failures++) {
            breaker.awaitClosed(gate::isClosed);
            try {
                T answer = call.apply(failures);
                breaker.succeeded();
                return answer;
            } catch (StoreException e) {
                if (!mayHeal(e)) {
                    throw e;
                }
                breaker.trip(String.valueOf(e.getMessage()));
            }
        }
    }

    private boolean mayHeal(StoreException failure) {
        return failure.fault() == StoreException.Fault.WORLD && !gate.isClosed();
    }
}
