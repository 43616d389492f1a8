package io.kalmstream.sinks.duplicates;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.VectorStore;
import java.util.List;

/** Sketch of the contract. Finds the duplicates among points that were just upserted, and among older points that turn out to repeat them. */
public final class DuplicateDetector {
    private final DuplicateRules rules;

    public DuplicateDetector(VectorStore store, DuplicateRules rules) {
        requireNonNull(store, "store is null");
        this.rules = requireNonNull(rules, "rules is null");
    }

    /**
     * Decides about points that are already in the store and not marked there.
     *
     * @return at most one verdict per document; canonical points of the batch have none
     * @throws StoreException the store could not be asked
     */
    public List<Verdict> detect(List<Point> justUpserted) {
        if (!rules.enabled() || justUpserted.isEmpty()) {
            return List.of();
        }
        return List.of();
    }
}
