package io.kalmstream.sinks.qdrant;

import io.kalmstream.sinks.CollectionSpec;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.Collections.BinaryQuantization;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionParamsDiff;
import io.qdrant.client.grpc.Collections.CompressionRatio;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Disabled;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.ProductQuantization;
import io.qdrant.client.grpc.Collections.QuantizationConfigDiff;
import io.qdrant.client.grpc.Collections.QuantizationType;
import io.qdrant.client.grpc.Collections.ScalarQuantization;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsDiff;
import io.qdrant.client.grpc.Collections.VectorParamsDiffMap;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Collections.VectorsConfigDiff;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.Collections;
import java.util.Set;

/** Settings as Qdrant is told them: those of the vector at the vector, so that another model's beside it keeps its own. */
final class CollectionRequests {
    private static final Set<CollectionSetting> HNSW = Set.of(
            CollectionSetting.HNSW_M,
            CollectionSetting.HNSW_EF_CONSTRUCT,
            CollectionSetting.HNSW_PAYLOAD_M,
            CollectionSetting.HNSW_ON_DISK);
    private static final Set<CollectionSetting> QUANTIZATION = Set.of(
            CollectionSetting.QUANTIZATION,
            CollectionSetting.QUANTIZATION_QUANTILE,
            CollectionSetting.QUANTIZATION_COMPRESSION,
            CollectionSetting.QUANTIZATION_ALWAYS_RAM);

    private CollectionRequests() {}

    static CreateCollection create(CollectionSpec spec, CollectionSettings settings, Value identity) {
        CreateCollection.Builder request = CreateCollection.newBuilder()
                .setCollectionName(spec.name())
                .setVectorsConfig(VectorsConfig.newBuilder()
                        .setParamsMap(VectorParamsMap.newBuilder()
                                .putMap(CollectionSpec.VECTOR, vector(spec, settings.vectors()))))
                .setOnDiskPayload(settings.payload().onDisk())
                .putMetadata(CollectionGuard.MODEL_STAMP, ValueFactory.value(spec.model()))
                .putMetadata(CollectionGuard.IDENTITY, identity);
        ShardSettings shards = settings.shards();
        if (shards.number() != null) {
            request.setShardNumber(shards.number());
        }
        if (shards.replicas() != null) {
            request.setReplicationFactor(shards.replicas());
        }
        if (shards.writeConsistency() != null) {
            request.setWriteConsistencyFactor(shards.writeConsistency());
        }
        return request.build();
    }

    /** @param changed what differs and is changeable; all else stays as it is */
    static UpdateCollection update(
            String collection, CollectionSettings settings, CollectionConfig found, Set<CollectionSetting> changed) {
        UpdateCollection.Builder request = UpdateCollection.newBuilder().setCollectionName(collection);
        VectorParamsDiff vector = vectorDiff(settings.vectors(), changed);
        if (!vector.equals(VectorParamsDiff.getDefaultInstance())) {
            request.setVectorsConfig(VectorsConfigDiff.newBuilder()
                    .setParamsMap(VectorParamsDiffMap.newBuilder().putMap(CollectionSpec.VECTOR, vector)));
        }
        if (settings.vectors().quantization() instanceof Quantization.None
                && changed.contains(CollectionSetting.QUANTIZATION)
                && found.hasQuantizationConfig()) {
            // A vector without a quantization of its own has the collection's.
            request.setQuantizationConfig(diff(settings.vectors().quantization()));
        }
        CollectionParamsDiff params = paramsDiff(settings, changed);
        if (!params.equals(CollectionParamsDiff.getDefaultInstance())) {
            request.setParams(params);
        }
        return request.build();
    }

    private static VectorParams vector(CollectionSpec spec, VectorSettings vectors) {
        VectorParams.Builder vector = VectorParams.newBuilder()
                .setSize(spec.dimensions())
                .setDistance(Distance.Cosine)
                .setDatatype(vectors.datatype().wire())
                .setOnDisk(vectors.onDisk())
                .setHnswConfig(hnsw(vectors.hnsw()));
        switch (vectors.quantization()) {
            case Quantization.None _ -> {}
            case Quantization.Scalar scalar ->
                vector.getQuantizationConfigBuilder().setScalar(wire(scalar));
            case Quantization.Product product ->
                vector.getQuantizationConfigBuilder().setProduct(wire(product));
            case Quantization.Binary binary ->
                vector.getQuantizationConfigBuilder().setBinary(wire(binary));
        }
        return vector.build();
    }

    private static VectorParamsDiff vectorDiff(VectorSettings vectors, Set<CollectionSetting> changed) {
        VectorParamsDiff.Builder vector = VectorParamsDiff.newBuilder();
        if (!Collections.disjoint(changed, HNSW)) {
            vector.setHnswConfig(hnsw(vectors.hnsw()).setPayloadM(vectors.hnsw().linksWithin()));
        }
        if (!Collections.disjoint(changed, QUANTIZATION)) {
            vector.setQuantizationConfig(diff(vectors.quantization()));
        }
        if (changed.contains(CollectionSetting.VECTORS_ON_DISK)) {
            vector.setOnDisk(vectors.onDisk());
        }
        return vector.build();
    }

    private static CollectionParamsDiff paramsDiff(CollectionSettings settings, Set<CollectionSetting> changed) {
        CollectionParamsDiff.Builder params = CollectionParamsDiff.newBuilder();
        ShardSettings shards = settings.shards();
        if (changed.contains(CollectionSetting.REPLICATION_FACTOR) && shards.replicas() != null) {
            params.setReplicationFactor(shards.replicas());
        }
        if (changed.contains(CollectionSetting.WRITE_CONSISTENCY_FACTOR) && shards.writeConsistency() != null) {
            params.setWriteConsistencyFactor(shards.writeConsistency());
        }
        if (changed.contains(CollectionSetting.ON_DISK_PAYLOAD)) {
            params.setOnDiskPayload(settings.payload().onDisk());
        }
        return params.build();
    }

    private static HnswConfigDiff.Builder hnsw(HnswSettings settings) {
        HnswConfigDiff.Builder hnsw = HnswConfigDiff.newBuilder()
                .setM(settings.m())
                .setEfConstruct(settings.efConstruct())
                .setOnDisk(settings.onDisk());
        if (settings.payloadM() != null) {
            hnsw.setPayloadM(settings.payloadM());
        }
        return hnsw;
    }

    private static QuantizationConfigDiff diff(Quantization quantization) {
        QuantizationConfigDiff.Builder diff = QuantizationConfigDiff.newBuilder();
        switch (quantization) {
            case Quantization.None _ -> diff.setDisabled(Disabled.getDefaultInstance());
            case Quantization.Scalar scalar -> diff.setScalar(wire(scalar));
            case Quantization.Product product -> diff.setProduct(wire(product));
            case Quantization.Binary binary -> diff.setBinary(wire(binary));
        }
        return diff.build();
    }

    private static ScalarQuantization wire(Quantization.Scalar scalar) {
        return ScalarQuantization.newBuilder()
                .setType(QuantizationType.Int8)
                .setQuantile(scalar.quantile())
                .setAlwaysRam(scalar.alwaysRam())
                .build();
    }

    private static ProductQuantization wire(Quantization.Product product) {
        CompressionRatio ratio = switch (product.compression()) {
            case X4 -> CompressionRatio.x4;
            case X8 -> CompressionRatio.x8;
            case X16 -> CompressionRatio.x16;
            case X32 -> CompressionRatio.x32;
            case X64 -> CompressionRatio.x64;
        };
        return ProductQuantization.newBuilder()
                .setCompression(ratio)
                .setAlwaysRam(product.alwaysRam())
                .build();
    }

    private static BinaryQuantization wire(Quantization.Binary binary) {
        return BinaryQuantization.newBuilder().setAlwaysRam(binary.alwaysRam()).build();
    }
}
