package io.kalmstream.topology.window;

import io.kalmstream.avro.serde.RegistryUnavailableException;
import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.duplicates.Verdict;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.FailureCode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a window into the vector store: all changes in order, then the search for duplicates, then their marks.
 *
 * <p>Threads: store threads; the windows of a task one after the other.
 */
final class StoreStage {
    private static final Logger LOG = LoggerFactory.getLogger(StoreStage.class);
    /** Of one call, each after the store was up again, until the call itself is suspected. */
    private static final int MOST_FAILURES = 5;

    private final VectorStore store;
    private final Function<List<Point>, List<Verdict>> duplicates;
    private final ChangeWriter writer;
    private final StoreGate gate;
    private final StoreBreaker breaker;
    private final Supplier<Fence> fences;
    private final Consumer<List<Verdict>> outputs;
    private final InstantSource clock;

    /** @param outputs makes sure that these can be told of; throws while the schema registry does not answer */
    StoreStage(
            VectorStore store,
            Function<List<Point>, List<Verdict>> duplicates,
            ChangeWriter writer,
            StoreGate gate,
            StoreBreaker breaker,
            Supplier<Fence> fences,
            Consumer<List<Verdict>> outputs,
            InstantSource clock) {
        this.store = store;
        this.duplicates = duplicates;
        this.writer = writer;
        this.gate = gate;
        this.breaker = breaker;
        this.fences = fences;
        this.outputs = outputs;
        this.clock = clock;
    }

    /** @throws StaleWriteException somebody else has written meanwhile; nothing may be settled */
    StoredWindow run(WindowPlan plan, List<EncodeOutcome> outcomes) {
        List<Work> works = plan.works();
        Map<Integer, Failure> failures = new HashMap<>();
        List<Change> changes = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            switch (writer.write(works.get(i), outcomes)) {
                case ChangeWriter.Written(Change change) -> {
                    changes.add(change);
                    places.add(i);
                }
                case ChangeWriter.Failed(Failure failure) -> failures.put(i, failure);
            }
        }
        if (!plan.deletedAgain().isEmpty()) {
            apply(plan.deletedAgain().stream()
                    .<Change>map(Change.DeleteOwn::new)
                    .toList());
        }
        Effects effects = apply(changes);
        Map<Integer, String> refused = effects.refused();
        refused.forEach(
                (place, reason) -> failures.put(places.get(place), new Failure(FailureCode.STORE_REFUSED, reason)));
        deleteInstead(plan, failures.keySet());
        List<Verdict> verdicts = mark(upserted(changes, refused));
        awaitRegistry(verdicts);
        Set<Integer> missing = effects.missing().stream().map(places::get).collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            LOG.warn("the store has lost {} documents of this window; they are encoded again", missing.size());
        }
        return new StoredWindow(failures, missing, verdicts, clock.instant());
    }

    /** A document that failed took the place of a deletion: that is the latest then. */
    private void deleteInstead(WindowPlan plan, Set<Integer> failed) {
        List<Change> deletions = failed.stream()
                .sorted()
                .map(place -> plan.works().get(place).key())
                .filter(key -> plan.before(key).isAfterDeletion())
                .<Change>map(Change.Delete::new)
                .toList();
        apply(deletions).refused().values().forEach(reason -> LOG.warn("the store refused a deletion: {}", reason));
    }

    private List<Verdict> mark(List<Point> upserted) {
        if (upserted.isEmpty()) {
            return List.of();
        }
        List<Verdict> verdicts = whenUp(_ -> gate.pass(() -> duplicates.apply(upserted)));
        Map<Integer, String> refused =
                apply(verdicts.stream().<Change>map(Verdict::change).toList()).refused();
        List<Verdict> marked = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            if (refused.containsKey(i)) {
                // The point itself is stored and searchable: no reason to give its event up.
                LOG.warn("the store refused to mark a duplicate: {}", refused.get(i));
            } else {
                marked.add(verdicts.get(i));
            }
        }
        return marked;
    }

    private Effects apply(List<Change> changes) {
        if (changes.isEmpty()) {
            return Effects.NONE;
        }
        return whenUp(
                failures -> failures > 0 && failures % MOST_FAILURES == 0 ? applyApart(changes) : applyOnce(changes));
    }

    private Effects applyOnce(List<Change> changes) {
        return gate.pass(() -> Effects.of(store.apply(fences.get(), changes)));
    }

    private Effects applyApart(List<Change> changes) {
        LOG.warn("{} changes fail again and again although the store answers: is it one of them?", changes.size());
        return new BisectOnFailure(this::applyOnce, () -> store.health().up()).apply(changes);
    }

    /**
     * Makes the call until the store takes it: everything here may be repeated, and an outage ends.
     *
     * @param call is told how often it has failed
     */
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

    private void awaitRegistry(List<Verdict> verdicts) {
        while (true) {
            breaker.awaitClosed(gate::isClosed);
            try {
                outputs.accept(verdicts);
                breaker.succeeded();
                return;
            } catch (RegistryUnavailableException e) {
                breaker.trip(registryIsDown(e), () -> registry(verdicts));
            }
        }
    }

    private VectorStore.Health registry(List<Verdict> verdicts) {
        try {
            outputs.accept(verdicts);
        } catch (RegistryUnavailableException e) {
            return new VectorStore.Health(false, registryIsDown(e));
        } catch (RuntimeException e) {
            return new VectorStore.Health(true, "the schema registry answers: " + e.getMessage());
        }
        return new VectorStore.Health(true, "the schema registry answers");
    }

    private static String registryIsDown(RegistryUnavailableException e) {
        return "the schema registry does not answer: " + e.getMessage();
    }

    private static List<Point> upserted(List<Change> changes, Map<Integer, String> refused) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i) instanceof Change.Upsert(Point point) && !refused.containsKey(i)) {
                points.add(point);
            }
        }
        return points;
    }
}
