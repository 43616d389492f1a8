package io.kalmstream.deploy.config;

import io.kalmstream.sinks.qdrant.CollectionSetting;
import io.kalmstream.sinks.qdrant.CollectionSettings;
import io.kalmstream.sinks.qdrant.HnswSettings;
import io.kalmstream.sinks.qdrant.PayloadSettings;
import io.kalmstream.sinks.qdrant.Quantization;
import io.kalmstream.sinks.qdrant.VectorSettings;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;

/** The keys of a collection's settings, each with its type, default and sentence. */
final class CollectionDefinition {
    private final ConfigDef definition = new ConfigDef();

    private CollectionDefinition() {}

    static ConfigDef define() {
        CollectionDefinition keys = new CollectionDefinition();
        keys.text(
                CollectionSetting.ALIAS,
                "",
                null,
                "Name that applications use for the collection; created if it is free, never moved. Empty: none.");
        keys.vectors(CollectionSettings.DEFAULT.vectors());
        keys.hnsw(HnswSettings.DEFAULT);
        keys.quantization();
        keys.shards();
        keys.payload(PayloadSettings.DEFAULT);
        return keys.definition;
    }

    private void vectors(VectorSettings defaults) {
        text(
                CollectionSetting.DATATYPE,
                defaults.datatype().toString(),
                ValidString.in("float32", "float16", "uint8"),
                "In what a number of a vector is stored. float16 halves memory and disk and moves scores by less than"
                        + " 0.001; uint8 is refused, since it makes vectors of length 1 zero.");
        flag(
                CollectionSetting.VECTORS_ON_DISK,
                defaults.onDisk(),
                "Whether vectors are read from disk through the page cache instead of being kept in memory.");
    }

    private void hnsw(HnswSettings defaults) {
        number(
                CollectionSetting.HNSW_M,
                defaults.m(),
                "Links of a point in the graph; 0 for no graph over all tenants.");
        number(
                CollectionSetting.HNSW_EF_CONSTRUCT,
                defaults.efConstruct(),
                "Candidates looked at for each link: more makes a better graph, slower.");
        number(
                CollectionSetting.HNSW_PAYLOAD_M,
                null,
                "Links among the points of a tenant or another indexed value; not set: as many as "
                        + CollectionSetting.HNSW_M.key() + ".");
        flag(CollectionSetting.HNSW_ON_DISK, defaults.onDisk(), "Whether the graph is read from disk.");
    }

    private void quantization() {
        text(
                CollectionSetting.QUANTIZATION,
                Quantization.NONE.kind(),
                ValidString.in("none", "scalar", "product", "binary"),
                "Smaller copies of the vectors that searches look at first: a byte a number, a code for several, or a"
                    + " bit. With scalar and product scores become those of the copies, off by up to 0.004 and 0.1: so"
                    + " does what counts as a duplicate.");
        definition.define(
                CollectionSetting.QUANTIZATION_QUANTILE.key(),
                ConfigDef.Type.DOUBLE,
                // The decimal digits of the float, not its expansion.
                Double.valueOf(String.valueOf(Quantization.Scalar.DEFAULT_QUANTILE)),
                Importance.LOW,
                "Share of the numbers that the range of a byte covers (scalar).");
        text(
                CollectionSetting.QUANTIZATION_COMPRESSION,
                "x16",
                ValidString.in("x4", "x8", "x16", "x32", "x64"),
                "How many times smaller a copy is (product).");
        flag(
                CollectionSetting.QUANTIZATION_ALWAYS_RAM,
                true,
                "Whether the copies are in memory wherever the vectors are.");
    }

    private void shards() {
        number(CollectionSetting.SHARD_NUMBER, null, "Shards; not set: as the server does, one a node.");
        number(CollectionSetting.REPLICATION_FACTOR, null, "Copies of each shard; not set: as the server does, 1.");
        number(
                CollectionSetting.WRITE_CONSISTENCY_FACTOR,
                null,
                "Copies that must have a write before it counts; not set: as the server does, 1.");
    }

    private void payload(PayloadSettings defaults) {
        flag(CollectionSetting.ON_DISK_PAYLOAD, defaults.onDisk(), "Whether payloads are read from disk.");
        flag(
                CollectionSetting.TENANT_INDEX,
                defaults.tenantIndex(),
                "Whether the points of a tenant are kept together, for searches of one tenant (is_tenant).");
        definition.define(
                CollectionSetting.PAYLOAD_INDEXES.key(),
                ConfigDef.Type.LIST,
                List.of(),
                Importance.MEDIUM,
                "Indexes for filters of applications: a list of `field:type`, such as attributes.price:float (types"
                        + " keyword, integer, float, bool, datetime, text, uuid).");
    }

    private void text(
            CollectionSetting setting, String value, ConfigDef.@Nullable Validator validator, String sentence) {
        definition.define(setting.key(), ConfigDef.Type.STRING, value, validator, Importance.MEDIUM, sentence);
    }

    private void flag(CollectionSetting setting, boolean value, String sentence) {
        definition.define(setting.key(), ConfigDef.Type.BOOLEAN, value, Importance.MEDIUM, sentence);
    }

    private void number(CollectionSetting setting, @Nullable Integer value, String sentence) {
        definition.define(setting.key(), ConfigDef.Type.INT, value, Importance.MEDIUM, sentence);
    }
}
