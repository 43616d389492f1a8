package io.kalmstream.sinks.embedded.catalog;

import io.kalmstream.sinks.embedded.collection.StoredCollection;
import io.kalmstream.sinks.embedded.wire.Refusal;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.OptimizersConfigDiff;
import io.qdrant.client.grpc.Collections.ShardingMethod;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Collections.WalConfigDiff;

/**
 * The configuration a collection reports. What only tunes speed is remembered and otherwise ignored; what would change answers is
 * refused.
 */
final class CollectionConfigs {
    private static final HnswConfigDiff HNSW = HnswConfigDiff.newBuilder()
            .setM(16)
            .setEfConstruct(100)
            .setFullScanThreshold(10_000)
            .setMaxIndexingThreads(0)
            .setOnDisk(false)
            .build();
    private static final OptimizersConfigDiff OPTIMIZERS = OptimizersConfigDiff.newBuilder()
            .setDeletedThreshold(0.2)
            .setVacuumMinVectorNumber(1_000)
            .setDefaultSegmentNumber(0)
            .setIndexingThreshold(10_000)
            .setFlushIntervalSec(5)
            .build();
    private static final WalConfigDiff WAL = WalConfigDiff.newBuilder()
            .setWalCapacityMb(32)
            .setWalSegmentsAhead(0)
            .build();
    private static final CollectionParams PARAMS = CollectionParams.newBuilder()
            .setShardNumber(1)
            .setReplicationFactor(1)
            .setWriteConsistencyFactor(1)
            .setOnDiskPayload(true)
            .build();

    private CollectionConfigs() {}

    static CollectionConfig create(CreateCollection request) {
        refuse(request.getSparseVectorsConfig(), request.getStrictModeConfig());
        if (request.getShardingMethod() == ShardingMethod.Custom) {
            throw Refusal.unsupported("shard keys");
        }
        StoredCollection.check(request.getVectorsConfig());
        CollectionConfig.Builder config = CollectionConfig.newBuilder()
                .setParams(params(request))
                .setHnswConfig(HNSW.toBuilder().mergeFrom(request.getHnswConfig()))
                .setOptimizerConfig(OPTIMIZERS.toBuilder().mergeFrom(request.getOptimizersConfig()))
                .setWalConfig(WAL.toBuilder().mergeFrom(request.getWalConfig()))
                .putAllMetadata(request.getMetadataMap());
        if (request.hasQuantizationConfig()) {
            config.setQuantizationConfig(request.getQuantizationConfig());
        }
        if (request.hasStrictModeConfig()) {
            config.setStrictModeConfig(request.getStrictModeConfig());
        }
        return config.build();
    }

    static CollectionConfig update(CollectionConfig config, UpdateCollection request) {
        refuse(request.getSparseVectorsConfig(), request.getStrictModeConfig());
        CollectionConfig.Builder updated = config.toBuilder();
        updated.getHnswConfigBuilder().mergeFrom(request.getHnswConfig());
        updated.getOptimizerConfigBuilder().mergeFrom(request.getOptimizersConfig());
        if (request.hasQuantizationConfig()) {
            VectorChanges.quantization(request.getQuantizationConfig())
                    .ifPresentOrElse(updated::setQuantizationConfig, updated::clearQuantizationConfig);
        }
        CollectionParams.Builder params = updated.getParamsBuilder();
        params.setVectorsConfig(VectorChanges.apply(params.getVectorsConfig(), request.getVectorsConfig()));
        if (request.getParams().hasReplicationFactor()) {
            params.setReplicationFactor(request.getParams().getReplicationFactor());
        }
        if (request.getParams().hasWriteConsistencyFactor()) {
            params.setWriteConsistencyFactor(request.getParams().getWriteConsistencyFactor());
        }
        if (request.getParams().hasOnDiskPayload()) {
            params.setOnDiskPayload(request.getParams().getOnDiskPayload());
        }
        return updated.putAllMetadata(request.getMetadataMap()).build();
    }

    private static CollectionParams params(CreateCollection request) {
        CollectionParams.Builder params = PARAMS.toBuilder().setVectorsConfig(request.getVectorsConfig());
        if (request.hasShardNumber()) {
            params.setShardNumber(request.getShardNumber());
        }
        if (request.hasReplicationFactor()) {
            params.setReplicationFactor(request.getReplicationFactor());
        }
        if (request.hasWriteConsistencyFactor()) {
            params.setWriteConsistencyFactor(request.getWriteConsistencyFactor());
        }
        if (request.hasOnDiskPayload()) {
            params.setOnDiskPayload(request.getOnDiskPayload());
        }
        return params.build();
    }

    private static void refuse(SparseVectorConfig sparse, StrictModeConfig strict) {
        if (sparse.getMapCount() > 0) {
            throw Refusal.unsupported("sparse vectors");
        }
        if (strict.getEnabled()) {
            throw Refusal.unsupported("strict mode");
        }
    }
}
