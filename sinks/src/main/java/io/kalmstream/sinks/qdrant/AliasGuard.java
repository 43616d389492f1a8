package io.kalmstream.sinks.qdrant;

import java.util.Map;

/** Gives a collection its alias, and moves none: an alias decides what applications read, so moving it is an operator's step. */
final class AliasGuard {
    private final String collection;
    private final CollectionCalls calls;

    /** @param collection its name, or another alias of it */
    AliasGuard(String collection, CollectionCalls calls) {
        this.collection = collection;
        this.calls = calls;
    }

    State look(String alias) {
        Map<String, String> aliases = calls.aliases();
        String real = aliases.getOrDefault(collection, collection);
        String target = aliases.get(alias);
        if (target == null) {
            return calls.info(alias).isPresent() ? new State.Taken() : new State.Free(real);
        }
        return target.equals(real) ? new State.Ours() : new State.Elsewhere(target, real);
    }

    /**
     * Creates it if it is free. Of two that do so at once for different collections the later one wins, and the other is told.
     */
    State ensure(String alias) {
        State found = look(alias);
        if (found instanceof State.Free(String real)) {
            calls.alias(alias, real);
            return look(alias);
        }
        return found;
    }

    /** Where an alias stands. */
    sealed interface State {
        record Ours() implements State {}

        /** @param real the collection's own name, which an alias must point to */
        record Free(String real) implements State {}

        record Elsewhere(String target, String real) implements State {}

        /** A collection has this name. */
        record Taken() implements State {}
    }
}
