package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.CollectionSpec;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.Datatype;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import org.junit.jupiter.api.Test;

final class MismatchTest {
    private static final CollectionSpec SPEC = new CollectionSpec("c", 384, "mini@1");

    @Test
    void of_same() {
        assertThat(Mismatch.of(SPEC, info("text", 384, Distance.Cosine, "mini@1")))
                .isEmpty();
    }

    @Test
    void of_eachDifference_namesBothValues() {
        assertThat(Mismatch.of(SPEC, info("other", 384, Distance.Cosine, "mini@1")))
                .hasValueSatisfying(
                        words -> assertThat(words).contains("'text'").contains("other"));
        assertThat(Mismatch.of(SPEC, info("text", 768, Distance.Cosine, "mini@1")))
                .hasValueSatisfying(words -> assertThat(words).contains("768").contains("384"));
        assertThat(Mismatch.of(SPEC, info("text", 384, Distance.Dot, "mini@1")))
                .hasValueSatisfying(words -> assertThat(words).contains("Dot").contains("Cosine"));
        assertThat(Mismatch.of(SPEC, info("text", 384, Distance.Cosine, "large@2")))
                .hasValueSatisfying(
                        words -> assertThat(words).contains("large@2").contains("mini@1"));
    }

    @Test
    void of_tooFewConditions_namesBothValues() {
        CollectionInfo info = info("text", 384, Distance.Cosine, "mini@1");

        assertThat(Mismatch.of(SPEC, strict(info, 5)))
                .hasValueSatisfying(
                        words -> assertThat(words).contains("5").contains("6").contains("filter_max_conditions"));
        assertThat(Mismatch.of(SPEC, strict(info, 6))).isEmpty();
    }

    @Test
    void of_bytes_saysThatTheyAreZeros() {
        CollectionInfo info = info("text", 384, Distance.Cosine, "mini@1");
        CollectionInfo.Builder bytes = info.toBuilder();
        bytes.getConfigBuilder()
                .getParamsBuilder()
                .getVectorsConfigBuilder()
                .getParamsMapBuilder()
                .putMap(
                        "text",
                        vector(384, Distance.Cosine).setDatatype(Datatype.Uint8).build());

        assertThat(Mismatch.of(SPEC, bytes.build()))
                .hasValueSatisfying(words -> assertThat(words).contains("uint8"));
    }

    private static CollectionInfo strict(CollectionInfo info, int conditions) {
        StrictModeConfig strict = StrictModeConfig.newBuilder()
                .setEnabled(true)
                .setFilterMaxConditions(conditions)
                .build();
        return info.toBuilder()
                .setConfig(info.getConfig().toBuilder().setStrictModeConfig(strict))
                .build();
    }

    @Test
    void of_noStamp() {
        CollectionInfo info = info("text", 384, Distance.Cosine, "mini@1");
        CollectionInfo bare = info.toBuilder()
                .setConfig(info.getConfig().toBuilder().clearMetadata())
                .build();

        assertThat(Mismatch.of(SPEC, bare))
                .hasValueSatisfying(
                        words -> assertThat(words).contains("no model stamp").contains("mini@1"));
    }

    private static CollectionInfo info(String vector, int size, Distance distance, String model) {
        VectorParams params = vector(size, distance).build();
        return CollectionInfo.newBuilder()
                .setConfig(CollectionConfig.newBuilder()
                        .putMetadata("kalmstream.model", ValueFactory.value(model))
                        .setParams(CollectionParams.newBuilder()
                                .setVectorsConfig(VectorsConfig.newBuilder()
                                        .setParamsMap(
                                                VectorParamsMap.newBuilder().putMap(vector, params)))))
                .build();
    }

    private static VectorParams.Builder vector(int size, Distance distance) {
        return VectorParams.newBuilder().setSize(size).setDistance(distance);
    }
}
