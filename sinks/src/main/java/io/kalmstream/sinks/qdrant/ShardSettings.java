package io.kalmstream.sinks.qdrant;

import org.jspecify.annotations.Nullable;

/**
 * Where a cluster keeps the points. Null leaves it to the server's own configuration.
 *
 * @param number of shards
 * @param replicas copies of each shard
 * @param writeConsistency copies that must have a write before it counts as done
 */
public record ShardSettings(
        @Nullable Integer number,
        @Nullable Integer replicas,
        @Nullable Integer writeConsistency) {
    /** The server's: it knows how many nodes there are (a shard for each), and we do not. */
    public static final ShardSettings DEFAULT = new ShardSettings(null, null, null);

    public ShardSettings {
        requirePositive(CollectionSetting.SHARD_NUMBER, number);
        requirePositive(CollectionSetting.REPLICATION_FACTOR, replicas);
        requirePositive(CollectionSetting.WRITE_CONSISTENCY_FACTOR, writeConsistency);
        int copies = replicas == null ? 1 : replicas;
        if (writeConsistency != null && writeConsistency > copies) {
            throw CollectionSetting.WRITE_CONSISTENCY_FACTOR.refuse(
                    "%d copies must have a write, but %s is %s: no write could ever succeed"
                            .formatted(
                                    writeConsistency,
                                    CollectionSetting.REPLICATION_FACTOR.key(),
                                    replicas == null ? "not set (1)" : replicas));
        }
    }

    private static void requirePositive(CollectionSetting setting, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw setting.refuse("must be positive, is " + value);
        }
    }
}
