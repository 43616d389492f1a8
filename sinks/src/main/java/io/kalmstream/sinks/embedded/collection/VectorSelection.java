package io.kalmstream.sinks.embedded.collection;

import io.qdrant.client.grpc.Points.WithVectorsSelector;
import java.util.Collection;
import java.util.List;

/** Which vectors an answer carries. */
public sealed interface VectorSelection {
    record All() implements VectorSelection {}

    record None() implements VectorSelection {}

    record Named(List<String> names) implements VectorSelection {
        public Named {
            names = List.copyOf(names);
        }
    }

    static VectorSelection parse(WithVectorsSelector selector) {
        return switch (selector.getSelectorOptionsCase()) {
            case ENABLE -> selector.getEnable() ? new All() : new None();
            case INCLUDE -> new Named(selector.getInclude().getNamesList());
            case SELECTOROPTIONS_NOT_SET -> new None();
        };
    }

    /** Refuses names that the collection does not have. */
    default Collection<VectorSpace> of(VectorSpaces spaces) {
        return switch (this) {
            case All _ -> spaces.byName().values();
            case None _ -> List.of();
            case Named(List<String> names) -> names.stream().map(spaces::get).toList();
        };
    }
}
