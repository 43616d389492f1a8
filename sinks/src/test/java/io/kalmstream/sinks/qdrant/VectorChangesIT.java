package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.qdrant.client.grpc.Collections.BinaryQuantization;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Disabled;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a server makes of changes of a vector's settings: against the server of -Dqdrant.url=http://host:6334, or an embedded one.
 */
final class VectorChangesIT {
    private static final VectorParams VECTOR =
            VectorParams.newBuilder().setSize(4).setDistance(Distance.Cosine).build();
    private static final QuantizationConfigDiff SCALAR = QuantizationConfigDiff.newBuilder()
            .setScalar(ScalarQuantization.newBuilder()
                    .setType(QuantizationType.Int8)
                    .setQuantile(0.9f)
                    .setAlwaysRam(true))
            .build();
    private static final QuantizationConfigDiff BINARY = QuantizationConfigDiff.newBuilder()
            .setBinary(BinaryQuantization.getDefaultInstance())
            .build();
    private static final QuantizationConfigDiff NONE = QuantizationConfigDiff.newBuilder()
            .setDisabled(Disabled.getDefaultInstance())
            .build();

    private static TestingServer server;

    private final String collection = "changes-" + UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        server = TestingServer.start(data);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @AfterEach
    void drop() {
        server.drop(collection);
    }

    @Test
    void namedVector_graphIsMerged_quantizationIsReplaced_otherVectorsStay() {
        create(VectorsConfig.newBuilder()
                .setParamsMap(VectorParamsMap.newBuilder().putMap("a", VECTOR).putMap("b", VECTOR))
                .build());

        change("a", vector(HnswConfigDiff.newBuilder().setM(32), SCALAR).setOnDisk(true));
        change("a", vector(HnswConfigDiff.newBuilder().setEfConstruct(200), BINARY));

        VectorParams changed = named("a");
        assertThat(changed.getHnswConfig().getM()).isEqualTo(32);
        assertThat(changed.getHnswConfig().getEfConstruct()).isEqualTo(200);
        assertThat(changed.getOnDisk()).isTrue();
        assertThat(changed.getQuantizationConfig().hasBinary()).isTrue();
        assertThat(changed.getQuantizationConfig().hasScalar()).isFalse();
        assertThat(named("b")).isEqualTo(VECTOR);
        change("a", VectorParamsDiff.newBuilder().setQuantizationConfig(NONE));
        assertThat(named("a").hasQuantizationConfig()).isFalse();
    }

    @Test
    void unnamedVector_isChangedByEitherForm() {
        create(VectorsConfig.newBuilder().setParams(VECTOR).build());

        update(UpdateCollection.newBuilder()
                .setVectorsConfig(VectorsConfigDiff.newBuilder()
                        .setParams(VectorParamsDiff.newBuilder().setOnDisk(true))));
        change("", VectorParamsDiff.newBuilder().setQuantizationConfig(SCALAR));

        VectorParams changed = config().getParams().getVectorsConfig().getParams();
        assertThat(changed.getOnDisk()).isTrue();
        assertThat(changed.getQuantizationConfig().getScalar().getQuantile()).isEqualTo(0.9f);
    }

    @Test
    void collection_quantizationIsReplacedAndSwitchedOff() {
        create(VectorsConfig.newBuilder().setParams(VECTOR).build());

        update(UpdateCollection.newBuilder().setQuantizationConfig(SCALAR));
        assertThat(config().getQuantizationConfig().getScalar().getAlwaysRam()).isTrue();
        update(UpdateCollection.newBuilder().setQuantizationConfig(BINARY));
        assertThat(config().getQuantizationConfig().hasBinary()).isTrue();
        update(UpdateCollection.newBuilder().setQuantizationConfig(NONE));

        assertThat(config().hasQuantizationConfig()).isFalse();
    }

    @Test
    void vectorThatIsNotThere_isRefused() {
        create(VectorsConfig.newBuilder()
                .setParamsMap(VectorParamsMap.newBuilder().putMap("a", VECTOR))
                .build());

        assertThatThrownBy(() -> change("b", VectorParamsDiff.newBuilder().setOnDisk(true)))
                .hasMessageContaining("Not existing vector name error: b")
                .satisfies(refused ->
                        assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
        assertThat(named("a")).isEqualTo(VECTOR);
    }

    private static VectorParamsDiff.Builder vector(HnswConfigDiff.Builder graph, QuantizationConfigDiff quantization) {
        return VectorParamsDiff.newBuilder().setHnswConfig(graph).setQuantizationConfig(quantization);
    }

    private void create(VectorsConfig vectors) {
        server.connection()
                .collections()
                .create(CreateCollection.newBuilder()
                        .setCollectionName(collection)
                        .setVectorsConfig(vectors)
                        .build());
    }

    private void change(String name, VectorParamsDiff.Builder diff) {
        update(UpdateCollection.newBuilder()
                .setVectorsConfig(VectorsConfigDiff.newBuilder()
                        .setParamsMap(VectorParamsDiffMap.newBuilder().putMap(name, diff.build()))));
    }

    private void update(UpdateCollection.Builder change) {
        server.connection()
                .collections()
                .update(change.setCollectionName(collection).build());
    }

    private VectorParams named(String name) {
        return config().getParams().getVectorsConfig().getParamsMap().getMapOrThrow(name);
    }

    private CollectionConfig config() {
        return server.connection()
                .collections()
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(collection)
                        .build())
                .getResult()
                .getConfig();
    }
}
