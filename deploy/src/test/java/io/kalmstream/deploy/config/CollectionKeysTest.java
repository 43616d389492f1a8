package io.kalmstream.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.sinks.qdrant.CollectionSetting;
import io.kalmstream.sinks.qdrant.CollectionSettings;
import io.kalmstream.sinks.qdrant.HnswSettings;
import io.kalmstream.sinks.qdrant.PayloadIndex;
import io.kalmstream.sinks.qdrant.PayloadSettings;
import io.kalmstream.sinks.qdrant.Quantization;
import io.kalmstream.sinks.qdrant.ShardSettings;
import io.kalmstream.sinks.qdrant.VectorDatatype;
import io.kalmstream.sinks.qdrant.VectorSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CollectionKeysTest {
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("qdrant.collection.alias", "docs"),
            Map.entry("qdrant.vectors.datatype", "float16"),
            Map.entry("qdrant.vectors.on.disk", "false"),
            Map.entry("qdrant.hnsw.m", "32"),
            Map.entry("qdrant.hnsw.ef.construct", "200"),
            Map.entry("qdrant.hnsw.payload.m", "8"),
            Map.entry("qdrant.hnsw.on.disk", "true"),
            Map.entry("qdrant.quantization", "scalar"),
            Map.entry("qdrant.quantization.quantile", "0.95"),
            Map.entry("qdrant.quantization.always.ram", "false"),
            Map.entry("qdrant.shard.number", "3"),
            Map.entry("qdrant.replication.factor", "2"),
            Map.entry("qdrant.write.consistency.factor", "2"),
            Map.entry("qdrant.payload.on.disk", "false"),
            Map.entry("qdrant.tenant.index", "false"),
            Map.entry("qdrant.payload.indexes", "attributes.price:float, attributes.brand:keyword"));

    @Test
    void noKeys_areTheDefaults() {
        assertThat(CollectionKeys.settings(Map.of())).isEqualTo(CollectionSettings.DEFAULT);
    }

    @Test
    void everyKey_isRead() {
        assertThat(CollectionKeys.settings(OTHER))
                .isEqualTo(new CollectionSettings(
                        "docs",
                        new VectorSettings(
                                VectorDatatype.FLOAT16,
                                false,
                                new HnswSettings(32, 200, 8, true),
                                new Quantization.Scalar(0.95f, false)),
                        new ShardSettings(3, 2, 2),
                        new PayloadSettings(
                                false,
                                false,
                                List.of(
                                        PayloadIndex.parse("attributes.price:float"),
                                        PayloadIndex.parse("attributes.brand:keyword")))));
    }

    @Test
    void everySetting_isAKey_andEveryKeyIsTested() {
        List<String> keys = Arrays.stream(CollectionSetting.values())
                .map(CollectionSetting::key)
                .toList();

        assertThat(CollectionKeys.GROUP.definition().names()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(keys)
                .allSatisfy(key -> assertThat(OTHER.containsKey(key) || key.equals("qdrant.quantization.compression"))
                        .as(key)
                        .isTrue());
    }

    @Test
    void otherQuantizations_haveKeysOfTheirOwn() {
        assertThat(quantization(Map.of("qdrant.quantization", "scalar")))
                .isEqualTo(new Quantization.Scalar(0.99f, true));
        assertThat(quantization(Map.of("qdrant.quantization", "product")))
                .isEqualTo(new Quantization.Product(Quantization.Compression.X16, true));
        assertThat(quantization(Map.of("qdrant.quantization", "product", "qdrant.quantization.compression", "x64")))
                .isEqualTo(new Quantization.Product(Quantization.Compression.X64, true));
        assertThat(quantization(Map.of("qdrant.quantization", "binary"))).isEqualTo(new Quantization.Binary(true));
    }

    @ParameterizedTest
    @CsvSource({
        "qdrant.vectors.datatype, uint8",
        "qdrant.vectors.datatype, float64",
        "qdrant.vectors.on.disk, maybe",
        "qdrant.hnsw.m, -1",
        "qdrant.hnsw.m, many",
        "qdrant.hnsw.ef.construct, 3",
        "qdrant.hnsw.payload.m, -1",
        "qdrant.quantization, turbo",
        "qdrant.quantization.quantile, 0.99",
        "qdrant.quantization.compression, x16",
        "qdrant.quantization.always.ram, true",
        "qdrant.shard.number, 0",
        "qdrant.replication.factor, 0",
        "qdrant.write.consistency.factor, 2",
        "qdrant.payload.indexes, price",
        "qdrant.payload.indexes, tenant:keyword",
    })
    void whatMakesNoSense_isRefusedByKey(String key, String value) {
        assertThatThrownBy(() -> CollectionKeys.settings(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void allThatMakesNoSense_isNamedAtOnce() {
        Map<String, String> keys = new HashMap<>(Map.of(
                "qdrant.vectors.datatype", "uint8", "qdrant.hnsw.m", "-1", "qdrant.write.consistency.factor", "2"));
        keys.put("qdrant.quantization.quantile", "0.9");

        assertThatThrownBy(() -> CollectionKeys.settings(keys))
                .hasMessageContainingAll(keys.keySet().toArray(String[]::new));
    }

    private static Quantization quantization(Map<String, String> keys) {
        return CollectionKeys.settings(keys).vectors().quantization();
    }
}
