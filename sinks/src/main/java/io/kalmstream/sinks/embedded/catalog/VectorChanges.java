package io.kalmstream.sinks.embedded.catalog;

import io.kalmstream.sinks.embedded.wire.Refusal;
import io.kalmstream.sinks.embedded.wire.VectorMessages;
import io.qdrant.client.grpc.Collections.QuantizationConfig;
import io.qdrant.client.grpc.Collections.QuantizationConfigDiff;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsDiff;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Collections.VectorsConfigDiff;
import java.util.Map;
import java.util.Optional;

/** Changes of vectors' settings, as Qdrant makes them: a graph's are merged, a quantization is replaced whole. None changes an answer. */
final class VectorChanges {
    private VectorChanges() {}

    static VectorsConfig apply(VectorsConfig config, VectorsConfigDiff diff) {
        return switch (diff.getConfigCase()) {
            case PARAMS -> apply(config, Map.of(VectorMessages.UNNAMED, diff.getParams()));
            case PARAMS_MAP -> apply(config, diff.getParamsMap().getMapMap());
            case CONFIG_NOT_SET -> config;
        };
    }

    /** Empty: there shall be none. */
    static Optional<QuantizationConfig> quantization(QuantizationConfigDiff diff) {
        return switch (diff.getQuantizationCase()) {
            case SCALAR ->
                Optional.of(QuantizationConfig.newBuilder()
                        .setScalar(diff.getScalar())
                        .build());
            case PRODUCT ->
                Optional.of(QuantizationConfig.newBuilder()
                        .setProduct(diff.getProduct())
                        .build());
            case BINARY ->
                Optional.of(QuantizationConfig.newBuilder()
                        .setBinary(diff.getBinary())
                        .build());
            case TURBOQUANT ->
                Optional.of(QuantizationConfig.newBuilder()
                        .setTurboquant(diff.getTurboquant())
                        .build());
            case DISABLED -> Optional.empty();
            case QUANTIZATION_NOT_SET -> throw Refusal.wrongInput("a quantization configuration is empty");
        };
    }

    private static VectorsConfig apply(VectorsConfig config, Map<String, VectorParamsDiff> diffs) {
        VectorsConfig.Builder changed = config.toBuilder();
        diffs.forEach((name, diff) -> {
            if (name.equals(VectorMessages.UNNAMED) && changed.hasParams()) {
                changed.setParams(changed(changed.getParams(), diff));
            } else if (changed.getParamsMap().containsMap(name)) {
                VectorParams before = changed.getParamsMap().getMapOrThrow(name);
                changed.getParamsMapBuilder().putMap(name, changed(before, diff));
            } else {
                throw Refusal.noVectorName(name);
            }
        });
        return changed.build();
    }

    private static VectorParams changed(VectorParams params, VectorParamsDiff diff) {
        VectorParams.Builder changed = params.toBuilder();
        if (diff.hasHnswConfig()) {
            changed.getHnswConfigBuilder().mergeFrom(diff.getHnswConfig());
        }
        if (diff.hasQuantizationConfig()) {
            quantization(diff.getQuantizationConfig())
                    .ifPresentOrElse(changed::setQuantizationConfig, changed::clearQuantizationConfig);
        }
        if (diff.hasOnDisk()) {
            changed.setOnDisk(diff.getOnDisk());
        }
        return changed.build();
    }
}
