package io.kalmstream.sinks.qdrant;

import io.kalmstream.sinks.CollectionSpec;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.Datatype;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.QuantizationConfig;
import io.qdrant.client.grpc.Collections.VectorParams;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Settings as text, so that what is wanted and what was found can be compared and shown. What is left to the server has no value. */
final class SettingValues {
    private SettingValues() {}

    static Map<CollectionSetting, String> wanted(CollectionSettings settings) {
        Map<CollectionSetting, String> values = new EnumMap<>(CollectionSetting.class);
        VectorSettings vectors = settings.vectors();
        values.put(CollectionSetting.DATATYPE, vectors.datatype().toString());
        values.put(CollectionSetting.VECTORS_ON_DISK, String.valueOf(vectors.onDisk()));
        values.put(CollectionSetting.HNSW_M, String.valueOf(vectors.hnsw().m()));
        values.put(
                CollectionSetting.HNSW_EF_CONSTRUCT,
                String.valueOf(vectors.hnsw().efConstruct()));
        values.put(
                CollectionSetting.HNSW_PAYLOAD_M, String.valueOf(vectors.hnsw().linksWithin()));
        values.put(CollectionSetting.HNSW_ON_DISK, String.valueOf(vectors.hnsw().onDisk()));
        put(values, vectors.quantization());
        ShardSettings shards = settings.shards();
        if (shards.number() != null) {
            values.put(CollectionSetting.SHARD_NUMBER, String.valueOf(shards.number()));
        }
        if (shards.replicas() != null) {
            values.put(CollectionSetting.REPLICATION_FACTOR, String.valueOf(shards.replicas()));
        }
        if (shards.writeConsistency() != null) {
            values.put(CollectionSetting.WRITE_CONSISTENCY_FACTOR, String.valueOf(shards.writeConsistency()));
        }
        values.put(
                CollectionSetting.ON_DISK_PAYLOAD,
                String.valueOf(settings.payload().onDisk()));
        return values;
    }

    /** Those of the vector {@code text}, which must be there: its own before the collection's. */
    static Map<CollectionSetting, String> found(CollectionConfig config) {
        Map<CollectionSetting, String> values = new EnumMap<>(CollectionSetting.class);
        CollectionParams params = config.getParams();
        VectorParams vector = params.getVectorsConfig().getParamsMap().getMapOrThrow(CollectionSpec.VECTOR);
        values.put(CollectionSetting.DATATYPE, datatype(vector.getDatatype()));
        values.put(CollectionSetting.VECTORS_ON_DISK, String.valueOf(vector.getOnDisk()));
        HnswConfigDiff hnsw = config.getHnswConfig().toBuilder()
                .mergeFrom(vector.getHnswConfig())
                .build();
        values.put(CollectionSetting.HNSW_M, String.valueOf(hnsw.getM()));
        values.put(CollectionSetting.HNSW_EF_CONSTRUCT, String.valueOf(hnsw.getEfConstruct()));
        values.put(
                CollectionSetting.HNSW_PAYLOAD_M,
                String.valueOf(hnsw.hasPayloadM() ? hnsw.getPayloadM() : hnsw.getM()));
        values.put(CollectionSetting.HNSW_ON_DISK, String.valueOf(hnsw.getOnDisk()));
        put(values, vector.hasQuantizationConfig() ? vector.getQuantizationConfig() : config.getQuantizationConfig());
        values.put(CollectionSetting.SHARD_NUMBER, String.valueOf(params.getShardNumber()));
        values.put(CollectionSetting.REPLICATION_FACTOR, String.valueOf(Math.max(1, params.getReplicationFactor())));
        values.put(
                CollectionSetting.WRITE_CONSISTENCY_FACTOR,
                String.valueOf(Math.max(1, params.getWriteConsistencyFactor())));
        values.put(CollectionSetting.ON_DISK_PAYLOAD, String.valueOf(params.getOnDiskPayload()));
        return values;
    }

    private static String datatype(Datatype datatype) {
        return switch (datatype) {
            // A collection that names none has it.
            case Default, Float32 -> VectorDatatype.FLOAT32.toString();
            case Float16 -> VectorDatatype.FLOAT16.toString();
            case Uint8 -> VectorDatatype.UINT8.toString();
            case UNRECOGNIZED -> "unknown";
        };
    }

    private static void put(Map<CollectionSetting, String> values, Quantization quantization) {
        values.put(CollectionSetting.QUANTIZATION, quantization.kind());
        switch (quantization) {
            case Quantization.None _ -> {}
            case Quantization.Scalar(float quantile, boolean alwaysRam) -> {
                values.put(CollectionSetting.QUANTIZATION_QUANTILE, String.valueOf(quantile));
                values.put(CollectionSetting.QUANTIZATION_ALWAYS_RAM, String.valueOf(alwaysRam));
            }
            case Quantization.Product(Quantization.Compression compression, boolean alwaysRam) -> {
                values.put(CollectionSetting.QUANTIZATION_COMPRESSION, lower(compression.name()));
                values.put(CollectionSetting.QUANTIZATION_ALWAYS_RAM, String.valueOf(alwaysRam));
            }
            case Quantization.Binary(boolean alwaysRam) ->
                values.put(CollectionSetting.QUANTIZATION_ALWAYS_RAM, String.valueOf(alwaysRam));
        }
    }

    private static void put(Map<CollectionSetting, String> values, QuantizationConfig config) {
        switch (config.getQuantizationCase()) {
            case SCALAR -> {
                // Without a quantile the range covers every number.
                float quantile =
                        config.getScalar().hasQuantile() ? config.getScalar().getQuantile() : 1;
                values.put(CollectionSetting.QUANTIZATION, "scalar");
                values.put(CollectionSetting.QUANTIZATION_QUANTILE, String.valueOf(quantile));
                values.put(
                        CollectionSetting.QUANTIZATION_ALWAYS_RAM,
                        String.valueOf(config.getScalar().getAlwaysRam()));
            }
            case PRODUCT -> {
                values.put(CollectionSetting.QUANTIZATION, "product");
                values.put(
                        CollectionSetting.QUANTIZATION_COMPRESSION,
                        lower(config.getProduct().getCompression().name()));
                values.put(
                        CollectionSetting.QUANTIZATION_ALWAYS_RAM,
                        String.valueOf(config.getProduct().getAlwaysRam()));
            }
            case BINARY -> {
                values.put(CollectionSetting.QUANTIZATION, "binary");
                values.put(
                        CollectionSetting.QUANTIZATION_ALWAYS_RAM,
                        String.valueOf(config.getBinary().getAlwaysRam()));
            }
            case TURBOQUANT -> values.put(CollectionSetting.QUANTIZATION, "turboquant");
            case QUANTIZATION_NOT_SET -> values.put(CollectionSetting.QUANTIZATION, "none");
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
