package io.kalmstream.sinks.duplicates;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Point;
import java.util.Collection;
import java.util.List;

/**
 * Keeps the marks of duplicates right while documents come, change and go.
 *
 * <p>The rule: in the order in which their texts were said, then of ids, a document repeats the earliest canonical one before it that
 * is near enough, and is canonical where there is none. So whatever the order in which documents arrive, and however they are cut into
 * batches, the canonical documents are the same; of a group whose first is changed or deleted the earliest left is canonical, and the
 * others are decided anew. A mark points to a canonical document of its tenant, said earlier and near; which one, where several
 * are, may depend on the order of arrival.
 *
 * <p>Any number of writers may do this at the same time, each for its own documents. That rests on three things: all judge by the same
 * order; each writes first and looks afterwards, so that of two that meet at least one sees the other; and whoever takes a document's
 * lead away looks afterwards for those that follow it, while whoever follows looks afterwards whether its leader still leads.
 *
 * <p>Threads: any number, as far as the store's allows it.
 */
public final class DuplicateGroups {
    private final DuplicateStore store;
    private final DuplicateRules rules;

    public DuplicateGroups(DuplicateStore store, DuplicateRules rules) {
        this.store = requireNonNull(store, "store is null");
        this.rules = requireNonNull(rules, "rules is null");
    }

    /**
     * Marks and unmarks what has to be. To do it again, also after half of it, comes to the same.
     *
     * @param upserted the last version of each document, in the store and not marked there
     * @param removed are not in the store any more
     * @return what it came to, at most one verdict per document; canonical documents that always were have none
     */
    public List<Verdict> update(Collection<Point> upserted, Collection<DocumentKey> removed) {
        return rules.policy() == Policy.OFF || (upserted.isEmpty() && removed.isEmpty())
                ? List.of()
                : new Regrouping(store, rules).run(upserted, removed);
    }
}
