package io.kalmstream.topology.window;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.StoreException.Fault;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Applies changes that have failed together again and again although the store answers, by halves, to find the one that breaks it. A
 * change is blamed only where others of its kind go through and it fails once more, alone; where that is not so, or too many would be
 * blamed, it is the store, and the failure stands.
 *
 * <p>Threads: one for each use.
 */
final class BisectOnFailure {
    private static final int MOST_BLAMED = 3;

    private final Function<List<Change>, Effects> once;
    private final BooleanSupplier up;
    private final Set<Class<? extends Change>> passed = new HashSet<>();
    private final Map<Integer, StoreException> suspects = new LinkedHashMap<>();
    private Effects effects = Effects.NONE;

    /**
     * @param once applies changes without waiting for anything
     * @param up whether the store answers
     */
    BisectOnFailure(Function<List<Change>, Effects> once, BooleanSupplier up) {
        this.once = once;
        this.up = up;
    }

    /**
     * @param changes at least one, each of another document
     * @throws StoreException it is not about single changes; the others may be applied or not
     */
    Effects apply(List<Change> changes) {
        attempt(0, changes);
        suspects.forEach((suspect, failure) -> {
            Change change = changes.get(suspect);
            if (!passed.contains(change.getClass())) {
                throw failure;
            }
            convict(suspect, change);
        });
        return effects;
    }

    private void attempt(int from, List<Change> changes) {
        try {
            effects = effects.with(once.apply(changes), from);
            changes.forEach(change -> passed.add(change.getClass()));
        } catch (StoreException e) {
            requireUp(e);
            if (changes.size() == 1) {
                suspect(from, e);
                return;
            }
            int middle = changes.size() / 2;
            attempt(from, changes.subList(0, middle));
            attempt(from + middle, changes.subList(middle, changes.size()));
        }
    }

    private void suspect(int change, StoreException failure) {
        suspects.put(change, failure);
        if (suspects.size() > MOST_BLAMED) {
            throw failure;
        }
    }

    private void convict(int suspect, Change change) {
        try {
            effects = effects.with(once.apply(List.of(change)), suspect);
        } catch (StoreException e) {
            requireUp(e);
            String reason = "the store fails on this change alone and takes others: " + e.getMessage();
            effects = effects.with(new Effects(Map.of(suspect, reason), List.of()), 0);
        }
    }

    private void requireUp(StoreException failure) {
        if (failure.fault() != Fault.WORLD || !up.getAsBoolean()) {
            throw failure;
        }
    }
}
