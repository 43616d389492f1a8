package io.kalmstream.sinks.qdrant;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What stands between a server and a collection as configured. */
public record CollectionPlan(List<Step> steps) {
    public CollectionPlan {
        steps = List.copyOf(steps);
    }

    /** Whether everything is as configured. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Whether something that is there would be altered. */
    public boolean alters() {
        return has(Action.CHANGE);
    }

    /** Whether something must be decided by an operator. */
    public boolean isBlocked() {
        return has(Action.CANNOT);
    }

    /** Whether there is no collection yet. */
    public boolean makesCollection() {
        return steps.stream().anyMatch(step -> step.action() == Action.CREATE && step.isWhole());
    }

    private boolean has(Action action) {
        return steps.stream().anyMatch(step -> step.action() == action);
    }

    public enum Action {
        /** It is missing. */
        CREATE,
        /** It is there, is otherwise, and can be changed while it is used. */
        CHANGE,
        /** It is there, is otherwise, and stays so. */
        CANNOT
    }

    /**
     * @param what a key of a worker's file, or the thing itself
     * @param found empty where there is nothing
     * @param wanted empty where no value says it
     * @param note what it costs, or what to do; may be empty
     */
    public record Step(Action action, String what, String found, String wanted, String note) {
        public Step {
            requireNonNull(action, "action is null");
            requireNonNull(what, "what is null");
            requireNonNull(found, "found is null");
            requireNonNull(wanted, "wanted is null");
            requireNonNull(note, "note is null");
        }

        /** Whether it is about the collection itself and not about one of its settings. */
        public boolean isWhole() {
            return what.equals(Planner.COLLECTION);
        }
    }
}
