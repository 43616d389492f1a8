package io.kalmstream.topology.window;

import io.kalmstream.avro.serde.RegistryUnavailableException;
import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.duplicates.Policy;
import io.kalmstream.sinks.duplicates.Verdict;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.FailureCode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a window into the vector store: all changes in order, then who repeats whom.
 *
 * <p>Threads: store threads; the windows of a task one after the other.
 */
final class StoreStage {
    private static final Logger LOG = LoggerFactory.getLogger(StoreStage.class);

    private final StoreCalls calls;
    private final Groups groups;
    private final Policy policy;
    private final ChangeWriter writer;
    private final StoreGate gate;
    private final StoreBreaker breaker;
    private final Consumer<List<Verdict>> outputs;
    private final InstantSource clock;

    /** @param outputs makes sure that these can be told of; throws while the schema registry does not answer */
    StoreStage(
            StoreCalls calls,
            Groups groups,
            Policy policy,
            ChangeWriter writer,
            StoreGate gate,
            StoreBreaker breaker,
            Consumer<List<Verdict>> outputs,
            InstantSource clock) {
        this.calls = calls;
        this.groups = groups;
        this.policy = policy;
        this.writer = writer;
        this.gate = gate;
        this.breaker = breaker;
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
        calls.apply(
                plan.deletedAgain().stream().<Change>map(Change.DeleteOwn::new).toList());
        Effects effects = calls.apply(changes);
        Map<Integer, String> refused = effects.refused();
        refused.forEach(
                (place, reason) -> failures.put(places.get(place), new Failure(FailureCode.STORE_REFUSED, reason)));
        Set<DocumentKey> gone = new HashSet<>(plan.deletedAgain());
        gone.addAll(deleteInstead(plan, failures.keySet()));
        List<Point> upserted = new ArrayList<>();
        Map<DocumentKey, Integer> upsertedAt = new HashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            if (refused.containsKey(i)) {
                continue;
            }
            switch (changes.get(i)) {
                case Change.Upsert(Point point) -> {
                    upserted.add(point);
                    upsertedAt.put(point.key(), places.get(i));
                }
                case Change.Delete(DocumentKey key) -> gone.add(key);
                case Change.DeleteOwn _, Change.SetAttributes _, Change.MarkDuplicate _ -> {}
            }
        }
        List<Verdict> verdicts = groups.update(upserted, List.copyOf(gone));
        Set<Integer> skipped = skip(upsertedAt, verdicts);
        awaitRegistry(verdicts);
        Set<Integer> missing = effects.missing().stream().map(places::get).collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            LOG.warn("the store has lost {} documents of this window; they are encoded again", missing.size());
        }
        return new StoredWindow(failures, missing, skipped, verdicts, clock.instant());
    }

    /** A document that failed took the place of a deletion: that is the latest then. */
    private List<DocumentKey> deleteInstead(WindowPlan plan, Set<Integer> failed) {
        List<DocumentKey> keys = failed.stream()
                .sorted()
                .map(place -> plan.works().get(place).key())
                .filter(key -> plan.before(key).isAfterDeletion())
                .toList();
        delete(keys);
        return keys;
    }

    /** Takes the window's own duplicates out again: only now is it known that they are some, whatever other workers wrote meanwhile. */
    private Set<Integer> skip(Map<DocumentKey, Integer> upserted, List<Verdict> verdicts) {
        if (policy != Policy.SKIP) {
            return Set.of();
        }
        List<DocumentKey> repeating = verdicts.stream()
                .filter(verdict -> verdict.duplicate() != null && upserted.containsKey(verdict.key()))
                .map(Verdict::key)
                .toList();
        delete(repeating);
        return repeating.stream().map(upserted::get).collect(Collectors.toSet());
    }

    private void delete(List<DocumentKey> keys) {
        calls.apply(keys.stream().<Change>map(Change.Delete::new).toList())
                .refused()
                .values()
                .forEach(reason -> LOG.warn("the store refused a deletion: {}", reason));
    }

    private void awaitRegistry(List<Verdict> verdicts) {
        while (true) {
            breaker.awaitClosed(gate::isClosed);
            try {
                outputs.accept(verdicts);
                breaker.succeeded();
                return;
            } catch (RegistryUnavailableException e) {
                breaker.registryIsDown(e, () -> outputs.accept(verdicts));
            }
        }
    }

    /** Brings the marks of duplicates up to date; see {@link io.kalmstream.sinks.duplicates.DuplicateGroups#update}. */
    @FunctionalInterface
    interface Groups {
        List<Verdict> update(List<Point> upserted, List<DocumentKey> removed);
    }
}
