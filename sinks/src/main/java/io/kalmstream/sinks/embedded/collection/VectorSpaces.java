package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.wire.Refusal;
import io.kalmstream.sinks.embedded.wire.VectorMessages;
import io.qdrant.client.grpc.Collections.Datatype;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** All vectors a point of a collection may have, by name; the unnamed one has the name "". */
record VectorSpaces(Map<String, VectorSpace> byName) {
    private static final int MOST_DIMENSIONS = 65_536;

    VectorSpaces {
        byName = Map.copyOf(byName);
    }

    /** Refuses what cannot be kept. */
    static VectorSpaces of(VectorsConfig config) {
        return switch (config.getConfigCase()) {
            case PARAMS ->
                new VectorSpaces(Map.of(VectorMessages.UNNAMED, space(VectorMessages.UNNAMED, config.getParams())));
            case PARAMS_MAP -> {
                Map<String, VectorSpace> spaces = new LinkedHashMap<>();
                config.getParamsMap().getMapMap().forEach((name, params) -> spaces.put(name, space(name, params)));
                yield new VectorSpaces(spaces);
            }
            case CONFIG_NOT_SET -> new VectorSpaces(Map.of());
        };
    }

    VectorSpace get(String name) {
        VectorSpace space = byName.get(name);
        if (space == null) {
            throw Refusal.noVectorName(name);
        }
        return space;
    }

    /** Checks vectors and brings each to the form in which it is stored. */
    Map<String, float[]> accept(Map<String, float[]> vectors) {
        Map<String, float[]> accepted = new LinkedHashMap<>();
        vectors.forEach((name, vector) -> accepted.put(name, get(name).accept(vector)));
        return accepted;
    }

    private static VectorSpace space(String name, VectorParams params) {
        if (params.getSize() < 1 || params.getSize() > MOST_DIMENSIONS) {
            throw Refusal.wrongInput("the size of a vector must be between 1 and " + MOST_DIMENSIONS + ", got "
                    + Long.toUnsignedString(params.getSize()));
        }
        if (params.hasMultivectorConfig()) {
            throw Refusal.unsupported("multi vectors");
        }
        if (params.getDatatype() == Datatype.Uint8) {
            throw Refusal.unsupported("uint8 vectors");
        }
        return new VectorSpace(
                name,
                (int) params.getSize(),
                Similarity.of(params.getDistance()),
                params.getDatatype() == Datatype.Float16);
    }
}
