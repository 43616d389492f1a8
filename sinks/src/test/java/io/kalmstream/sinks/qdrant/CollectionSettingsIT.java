package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.fence;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.qdrant.CollectionPlan.Action;
import io.kalmstream.sinks.qdrant.CollectionPlan.Step;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Datatype;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.QuantizationConfig;
import io.qdrant.client.grpc.Collections.ScalarQuantization;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of collections over gRPC: against the server of -Dqdrant.url=http://host:6334, or an embedded one. */
final class CollectionSettingsIT {
    private static TestingServer server;

    private final CollectionSpec spec = new CollectionSpec("settings-" + UUID.randomUUID(), 4, Samples.MODEL);
    private CollectionAdmin admin;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        server = TestingServer.start(data);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() {
        admin = new CollectionAdmin(server.settings());
    }

    @AfterEach
    void drop() {
        admin.close();
        server.drop(spec.name());
    }

    static Stream<CollectionSettings> all() {
        return Stream.of(
                CollectionSettings.DEFAULT,
                TestingSettings.OTHER,
                TestingSettings.with(new Quantization.Product(Quantization.Compression.X32, true)),
                TestingSettings.with(new Quantization.Binary(true)),
                TestingSettings.with(Quantization.NONE));
    }

    @ParameterizedTest
    @MethodSource("all")
    void worker_makesTheCollectionAsConfigured(CollectionSettings settings) {
        ensure(settings);

        assertThat(Difference.of(settings, info())).isEmpty();
        assertThat(admin.plan(spec, settings).steps()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void apply_makesWhatAWorkerMakes_andThenThereIsNothingToDo(CollectionSettings settings) {
        CollectionPlan plan = admin.plan(spec, settings);
        assertThat(plan.steps()).extracting(Step::action).containsOnly(Action.CREATE);
        assertThat(exists()).isFalse();

        assertThat(admin.apply(spec, settings, false)).isEqualTo(plan.steps());

        assertThat(admin.plan(spec, settings).isEmpty()).isTrue();
        assertThat(admin.apply(spec, settings, true)).isEmpty();
        try (QdrantStore store = new QdrantStore(spec, settings, server.settings())) {
            store.checkCollection();
            assertThat(store.ensureCollection()).isNotBlank();
        }
    }

    @Test
    void indexes_areMadeByTypeAndReported() {
        ensure(TestingSettings.OTHER);

        CollectionInfo info = info();
        assertThat(info.getPayloadSchemaMap())
                .containsKeys("tenant", "text_hash", "writer_epoch", "attributes.brand", "attributes.since");
        assertThat(info.getPayloadSchemaOrThrow("attributes.price").getDataType())
                .isEqualTo(PayloadSchemaType.Float);
        assertThat(info.getPayloadSchemaOrThrow("attributes.serial").getDataType())
                .isEqualTo(PayloadSchemaType.Uuid);
        assertThat(info.getPayloadSchemaOrThrow("text").getDataType()).isEqualTo(PayloadSchemaType.Text);
        assertThat(admin.status(spec.name()).indexes()).contains(new CollectionStatus.Index("tenant", "keyword", 0));
    }

    @Test
    void worker_altersNothingThatIsThere() {
        ensure(CollectionSettings.DEFAULT);
        CollectionInfo before = info();

        ensure(TestingSettings.with(CollectionSettings.DEFAULT, alias()));
        ensure(new CollectionSettings(
                null, TestingSettings.OTHER.vectors(), TestingSettings.OTHER.shards(), PayloadSettings.DEFAULT));

        assertThat(info().getConfig()).isEqualTo(before.getConfig());
        assertThat(info().getPayloadSchemaMap()).isEqualTo(before.getPayloadSchemaMap());
    }

    @Test
    void apply_altersOnlyWhenAllowed_andOnlyWhatCanBe() {
        ensure(CollectionSettings.DEFAULT);
        put("a", 1, 0, 0, 0);
        CollectionPlan plan = admin.plan(spec, TestingSettings.OTHER);
        assertThat(plan.alters()).isTrue();
        assertThat(plan.isBlocked()).isTrue();

        assertThat(admin.apply(spec, TestingSettings.OTHER, false))
                .extracting(Step::action)
                .containsOnly(Action.CREATE);
        assertThat(settings("qdrant.hnsw.m", "qdrant.quantization")).containsExactly("16", "none");
        assertThat(isTenantIndexed()).isTrue();
        admin.apply(spec, TestingSettings.OTHER, true);

        assertThat(admin.plan(spec, TestingSettings.OTHER).steps())
                .allSatisfy(step -> assertThat(step.action()).isEqualTo(Action.CANNOT))
                .extracting(Step::what)
                .containsExactly("qdrant.vectors.datatype", "qdrant.shard.number");
        assertThat(settings("qdrant.hnsw.m", "qdrant.hnsw.payload.m", "qdrant.quantization.quantile"))
                .containsExactly("32", "8", "0.95");
        assertThat(isTenantIndexed()).isFalse();
        assertThat(admin.status(spec.name()).points()).isEqualTo(1);
    }

    @Test
    void apply_backToTheDefaults_switchesQuantizationOff_whereverItIsSet() {
        server.connection()
                .collections()
                .create(CreateCollection.newBuilder()
                        .setCollectionName(spec.name())
                        .setVectorsConfig(VectorsConfig.newBuilder()
                                .setParamsMap(VectorParamsMap.newBuilder()
                                        .putMap(CollectionSpec.VECTOR, vector(Datatype.Float32))))
                        .setQuantizationConfig(QuantizationConfig.newBuilder()
                                .setScalar(ScalarQuantization.newBuilder()
                                        .setType(io.qdrant.client.grpc.Collections.QuantizationType.Int8)))
                        .putMetadata(CollectionGuard.MODEL_STAMP, io.qdrant.client.ValueFactory.value(Samples.MODEL))
                        .build());
        assertThat(admin.plan(spec, CollectionSettings.DEFAULT).steps())
                .contains(new Step(
                        Action.CHANGE, "qdrant.quantization", "scalar", "none", "segments are optimized anew"));

        admin.apply(spec, TestingSettings.with(new Quantization.Binary(false)), true);
        assertThat(settings("qdrant.quantization")).containsExactly("binary");
        admin.apply(spec, CollectionSettings.DEFAULT, true);

        assertThat(settings("qdrant.quantization", "qdrant.hnsw.payload.m", "qdrant.vectors.on.disk"))
                .containsExactly("none", "16", "true");
    }

    @Test
    void plan_foreignCollection_isBlockedAndTouchesNothing() {
        ensure(CollectionSettings.DEFAULT);
        CollectionSpec other = new CollectionSpec(spec.name(), 8, Samples.MODEL);
        CollectionInfo before = info();

        CollectionPlan plan = admin.plan(other, TestingSettings.OTHER);

        assertThat(plan.steps()).singleElement().satisfies(step -> {
            assertThat(step.action()).isEqualTo(Action.CANNOT);
            assertThat(step.note()).contains("4 dimensions", "8");
        });
        assertThat(admin.apply(other, TestingSettings.OTHER, true)).isEmpty();
        assertThat(info().getConfig()).isEqualTo(before.getConfig());
    }

    @Test
    void half_roundsWhatIsStoredAndWhatIsAsked() {
        CollectionSettings half = new CollectionSettings(
                null,
                new VectorSettings(VectorDatatype.FLOAT16, true, HnswSettings.DEFAULT, Quantization.NONE),
                ShardSettings.DEFAULT,
                PayloadSettings.DEFAULT);
        CollectionSpec wide = new CollectionSpec(spec.name(), 16, Samples.MODEL);
        float[] left = Samples.unit(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3);
        float[] right = Samples.unit(2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 0, 4, 5);
        try (VectorStore store = new QdrantStore(wide, half, server.settings())) {
            store.ensureCollection();
            store.apply(fence(), List.of(Samples.upsert("a", left)));

            double score = store.nearest(List.of(new NearestQuery(right, null, 1, -1, false)))
                    .getFirst()
                    .getFirst()
                    .score();

            assertThat(Math.abs(score - dot(rounded(left), rounded(right)))).isLessThan(1e-6);
            assertThat(Math.abs(score - dot(left, right))).isGreaterThan(1e-6);
        }
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    private static float[] rounded(float[] vector) {
        float[] rounded = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            rounded[i] = Float.float16ToFloat(Float.floatToFloat16(vector[i]));
        }
        return rounded;
    }

    private static VectorParams vector(Datatype datatype) {
        return VectorParams.newBuilder()
                .setSize(4)
                .setDistance(Distance.Cosine)
                .setDatatype(datatype)
                .build();
    }

    private void ensure(CollectionSettings settings) {
        try (QdrantStore store = new QdrantStore(spec, settings, server.settings())) {
            store.ensureCollection();
        }
    }

    private void put(String id, float... vector) {
        try (QdrantStore store = new QdrantStore(spec, server.settings())) {
            store.apply(fence(), List.of(Samples.upsert(id, vector)));
        }
    }

    private List<String> settings(String... keys) {
        CollectionStatus status = admin.status(spec.name());
        return Stream.of(keys)
                .map(key -> status.settings().getOrDefault(key, ""))
                .toList();
    }

    private boolean isTenantIndexed() {
        return info().getPayloadSchemaOrThrow("tenant")
                .getParams()
                .getKeywordIndexParams()
                .getIsTenant();
    }

    private boolean exists() {
        return admin.plan(spec, CollectionSettings.DEFAULT).steps().stream()
                .noneMatch(step -> step.what().equals("collection"));
    }

    private CollectionInfo info() {
        return server.connection()
                .collections()
                .get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(spec.name())
                        .build())
                .getResult();
    }

    private static String alias() {
        return "alias-" + UUID.randomUUID();
    }
}
