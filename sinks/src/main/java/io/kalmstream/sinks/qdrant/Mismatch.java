package io.kalmstream.sinks.qdrant;

import io.kalmstream.sinks.CollectionSpec;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.Datatype;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** How a collection differs from what a worker was configured for: both values, so that the reader sees which one is wrong. */
final class Mismatch {
    private Mismatch() {}

    static Optional<String> of(CollectionSpec spec, CollectionInfo found) {
        Map<String, VectorParams> vectors =
                found.getConfig().getParams().getVectorsConfig().getParamsMap().getMapMap();
        VectorParams vector = vectors.get(CollectionSpec.VECTOR);
        if (vector == null) {
            return Optional.of("has no vector named '%s' (named ones: %s)"
                    .formatted(CollectionSpec.VECTOR, new TreeSet<>(vectors.keySet())));
        }
        if (vector.getSize() != spec.dimensions()) {
            return Optional.of(
                    "has vectors of %d dimensions, configured are %d".formatted(vector.getSize(), spec.dimensions()));
        }
        if (vector.getDistance() != Distance.Cosine) {
            return Optional.of("compares by %s, configured is %s".formatted(vector.getDistance(), Distance.Cosine));
        }
        if (vector.getDatatype() == Datatype.Uint8) {
            return Optional.of("stores numbers as uint8, which makes all numbers of a vector of length 1 zero");
        }
        Value stamp = found.getConfig().getMetadataOrDefault(CollectionGuard.MODEL_STAMP, Value.getDefaultInstance());
        if (!stamp.hasStringValue()) {
            return Optional.of(
                    "has no model stamp ('%s' in its metadata; Qdrant keeps it from 1.16 on), configured is '%s'"
                            .formatted(CollectionGuard.MODEL_STAMP, spec.model()));
        }
        if (!stamp.getStringValue().equals(spec.model())) {
            return Optional.of(
                    "holds vectors of model '%s', configured is '%s'".formatted(stamp.getStringValue(), spec.model()));
        }
        StrictModeConfig strict = found.getConfig().getStrictModeConfig();
        if (strict.getEnabled()
                && strict.hasFilterMaxConditions()
                && strict.getFilterMaxConditions() < UpdateRequests.MOST_CONDITIONS) {
            return Optional.of("allows %d conditions in a filter (strict mode: filter_max_conditions), needed are %d"
                    .formatted(strict.getFilterMaxConditions(), UpdateRequests.MOST_CONDITIONS));
        }
        return Optional.empty();
    }
}
