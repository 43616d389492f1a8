package io.kalmstream.sinks.qdrant;

/** The settings of a collection by the keys of a worker's file, and whether Qdrant can change them once there are points. */
public enum CollectionSetting {
    /** Moved by nobody but an operator: it decides what applications read. */
    ALIAS("qdrant.collection.alias", false),
    DATATYPE("qdrant.vectors.datatype", false),
    VECTORS_ON_DISK("qdrant.vectors.on.disk", true),
    HNSW_M("qdrant.hnsw.m", true),
    HNSW_EF_CONSTRUCT("qdrant.hnsw.ef.construct", true),
    HNSW_PAYLOAD_M("qdrant.hnsw.payload.m", true),
    HNSW_ON_DISK("qdrant.hnsw.on.disk", true),
    QUANTIZATION("qdrant.quantization", true),
    QUANTIZATION_QUANTILE("qdrant.quantization.quantile", true),
    QUANTIZATION_COMPRESSION("qdrant.quantization.compression", true),
    QUANTIZATION_ALWAYS_RAM("qdrant.quantization.always.ram", true),
    SHARD_NUMBER("qdrant.shard.number", false),
    REPLICATION_FACTOR("qdrant.replication.factor", true),
    WRITE_CONSISTENCY_FACTOR("qdrant.write.consistency.factor", true),
    ON_DISK_PAYLOAD("qdrant.payload.on.disk", true),
    TENANT_INDEX("qdrant.tenant.index", true),
    PAYLOAD_INDEXES("qdrant.payload.indexes", true);

    private final String key;
    private final boolean changeable;

    CollectionSetting(String key, boolean changeable) {
        this.key = key;
        this.changeable = changeable;
    }

    public String key() {
        return key;
    }

    /** Whether an existing collection can get another value without being made anew. */
    public boolean isChangeable() {
        return changeable;
    }

    /** For a value that makes no sense: the message begins with the key. */
    IllegalArgumentException refuse(String why) {
        return new IllegalArgumentException(key + ": " + why);
    }
}
