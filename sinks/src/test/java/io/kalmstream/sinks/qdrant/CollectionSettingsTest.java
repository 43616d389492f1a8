package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CollectionSettingsTest {
    @Test
    void defaults_keepWhatTheEncoderSaid_andLeaveShardsToTheServer() {
        assertThat(SettingValues.wanted(CollectionSettings.DEFAULT))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        CollectionSetting.DATATYPE, "float32",
                        CollectionSetting.VECTORS_ON_DISK, "true",
                        CollectionSetting.HNSW_M, "16",
                        CollectionSetting.HNSW_EF_CONSTRUCT, "100",
                        CollectionSetting.HNSW_PAYLOAD_M, "16",
                        CollectionSetting.HNSW_ON_DISK, "false",
                        CollectionSetting.QUANTIZATION, "none",
                        CollectionSetting.ON_DISK_PAYLOAD, "true"));
        assertThat(CollectionSettings.DEFAULT.alias()).isNull();
        assertThat(CollectionSettings.DEFAULT.payload().indexes()).isEmpty();
        assertThat(CollectionSettings.DEFAULT.payload().tenantIndex()).isTrue();
    }

    @Test
    void everySetting_hasAValueThatIsNotItsDefault() {
        Map<CollectionSetting, String> defaults = SettingValues.wanted(CollectionSettings.DEFAULT);
        Map<CollectionSetting, String> scalar = SettingValues.wanted(TestingSettings.OTHER);
        Map<CollectionSetting, String> product = SettingValues.wanted(
                TestingSettings.with(new Quantization.Product(Quantization.Compression.X16, true)));

        Set<CollectionSetting> other = EnumSet.copyOf(scalar.keySet());
        other.addAll(product.keySet());
        other.removeIf(setting ->
                scalar.getOrDefault(setting, product.getOrDefault(setting, "")).equals(defaults.get(setting)));

        assertThat(other)
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(
                        CollectionSetting.ALIAS, CollectionSetting.TENANT_INDEX, CollectionSetting.PAYLOAD_INDEXES)));
        assertThat(product).containsEntry(CollectionSetting.QUANTIZATION_COMPRESSION, "x16");
        assertThat(SettingValues.wanted(TestingSettings.with(new Quantization.Binary(true))))
                .containsEntry(CollectionSetting.QUANTIZATION, "binary")
                .containsEntry(CollectionSetting.QUANTIZATION_ALWAYS_RAM, "true");
    }

    @Test
    void payloadLinks_followTheOthers_unlessTheyAreSet() {
        assertThat(new HnswSettings(32, 100, null, false).linksWithin()).isEqualTo(32);
        assertThat(new HnswSettings(0, 100, 16, false).linksWithin()).isEqualTo(16);
    }

    @Test
    void bytes_areRefused_becauseTheyWouldBeZeros() {
        assertRefused(
                "qdrant.vectors.datatype",
                () -> new VectorSettings(VectorDatatype.UINT8, true, HnswSettings.DEFAULT, Quantization.NONE));
    }

    @Test
    void numbers_outOfRange_areRefusedByKey() {
        assertRefused("qdrant.hnsw.m", () -> new HnswSettings(-1, 100, null, false));
        assertRefused("qdrant.hnsw.m", () -> new HnswSettings(10_001, 100, null, false));
        assertRefused("qdrant.hnsw.payload.m", () -> new HnswSettings(16, 100, -1, false));
        assertRefused("qdrant.hnsw.ef.construct", () -> new HnswSettings(16, 3, null, false));
        assertRefused("qdrant.quantization.quantile", () -> new Quantization.Scalar(0.4f, false));
        assertRefused("qdrant.quantization.quantile", () -> new Quantization.Scalar(1.1f, false));
        assertRefused("qdrant.quantization.quantile", () -> new Quantization.Scalar(Float.NaN, false));
        assertRefused("qdrant.shard.number", () -> new ShardSettings(0, null, null));
        assertRefused("qdrant.replication.factor", () -> new ShardSettings(null, 0, null));
        assertRefused("qdrant.collection.alias", () -> withAlias(" "));
    }

    @Test
    void writeConsistency_beyondTheReplicas_isRefused() {
        assertThat(new ShardSettings(null, 3, 2).writeConsistency()).isEqualTo(2);
        assertRefused("qdrant.write.consistency.factor", () -> new ShardSettings(null, 2, 3));
        assertRefused("qdrant.write.consistency.factor", () -> new ShardSettings(null, null, 2));
        assertRefused("qdrant.write.consistency.factor", () -> new ShardSettings(null, 2, 0));
    }

    @Test
    void indexes_areFieldsWithTypes() {
        assertThat(PayloadIndex.parse("attributes.price : float"))
                .isEqualTo(new PayloadIndex("attributes.price", PayloadIndex.Type.FLOAT));
        assertThat(PayloadIndex.parse("a:b:uuid")).isEqualTo(new PayloadIndex("a:b", PayloadIndex.Type.UUID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "price", "price:number", ":float", "price:", "price:FLOAT"})
    void indexes_thatAreNone_areRefused(String text) {
        assertRefused("qdrant.payload.indexes", () -> PayloadIndex.parse(text));
    }

    @Test
    void indexes_ofAFieldThatHasOne_areRefused() {
        PayloadIndex tenant = new PayloadIndex("tenant", PayloadIndex.Type.KEYWORD);
        PayloadIndex price = new PayloadIndex("attributes.price", PayloadIndex.Type.FLOAT);

        assertRefused("'tenant'", () -> new PayloadSettings(true, true, List.of(tenant)));
        assertRefused("twice", () -> new PayloadSettings(true, true, List.of(price, price)));
    }

    private static CollectionSettings withAlias(String alias) {
        return new CollectionSettings(alias, VectorSettings.DEFAULT, ShardSettings.DEFAULT, PayloadSettings.DEFAULT);
    }

    private static void assertRefused(String word, ThrowingCallable made) {
        assertThatIllegalArgumentException()
                .isThrownBy(made)
                .withMessageStartingWith("qdrant.")
                .withMessageContaining(word);
    }
}
