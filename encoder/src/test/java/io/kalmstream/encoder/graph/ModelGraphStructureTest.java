package io.kalmstream.encoder.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Seed;
import io.kalmstream.encoder.checkpoint.DataType;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.checkpoint.ModelSpec;
import io.kalmstream.encoder.checkpoint.WeightTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the nodes compute is shown on checkpoints. */
class ModelGraphStructureTest {
    @TempDir
    Path folder;

    static Stream<ModelSpec> everyArchitecture() {
        return Stream.of(TinyModel.qwen2(), TinyModel.gemma3(), TinyModel.bert());
    }

    @ParameterizedTest
    @MethodSource("everyArchitecture")
    void graph_ofEitherPrecision_usesStandardOperatorsInAnOrderThatCanBeComputed(ModelSpec spec) throws IOException {
        ModelPlan plan = plan(spec, Attention.CAUSAL, 24);

        for (ModelProto model : List.of(ModelGraph.fp32(plan, ModelGraphStructureTest::flat), int8(plan))) {
            GraphProto graph = model.getGraph();
            Set<String> known = new HashSet<>();
            graph.getInputList().stream().map(ValueInfoProto::getName).forEach(known::add);
            graph.getInitializerList().stream().map(TensorProto::getName).forEach(known::add);
            for (NodeProto node : graph.getNodeList()) {
                assertThat(node.getDomain()).isEmpty();
                assertThat(known).as(node.getName()).containsAll(node.getInputList());
                assertThat(known).as(node.getName()).doesNotContainAnyElementsOf(node.getOutputList());
                known.addAll(node.getOutputList());
            }
            assertThat(known)
                    .containsAll(graph.getOutputList().stream()
                            .map(ValueInfoProto::getName)
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("everyArchitecture")
    void graph_fp32_refersToEveryTensorOfThePlanAtItsPlace(ModelSpec spec) throws IOException {
        ModelPlan plan = plan(spec, Attention.BIDIRECTIONAL, 24);

        Map<String, TensorProto> external =
                ModelGraph.fp32(plan, ModelGraphStructureTest::flat).getGraph().getInitializerList().stream()
                        .filter(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
                        .collect(Collectors.toMap(TensorProto::getName, Function.identity()));

        assertThat(external.keySet()).isEqualTo(plan.weights().keySet());
        plan.weights().forEach((name, weight) -> {
            TensorProto tensor = Objects.requireNonNull(external.get(name), name);
            assertThat(tensor.getDimsList()).isEqualTo(weight.shape());
            assertThat(place(tensor))
                    .containsEntry("location", "weights.bin")
                    .containsEntry("offset", Long.toString(weight.offset()))
                    .containsEntry("length", Long.toString(weight.bytes()));
        });
    }

    @Test
    void graph_tensorBeyondTwoGigabytes_isReferredToWithLongNumbers() throws IOException {
        ModelPlan plan = plan(TinyModel.qwen2(), Attention.CAUSAL, 24);
        GraphBuilder graph = new GraphBuilder();
        WeightTensor huge = new WeightTensor(
                "embed_tokens.weight", DataType.F32, List.of(262_208L, 3840L), plan.tokenizer(), 5_000_000_001L);

        new Weights(graph, Map.of("embed_tokens.weight", huge), ModelGraphStructureTest::flat)
                .rows("embed_tokens.weight", "rows", "ids");

        TensorProto tensor = graph.build("rows", 1).getGraph().getInitializer(0);
        assertThat(place(tensor)).containsEntry("offset", "5000000001").containsEntry("length", "4027514880");
    }

    @Test
    void graph_groupedHeads_copiesNoKeyAndNoValue() throws IOException {
        ModelProto model =
                ModelGraph.fp32(plan(TinyModel.qwen2(), Attention.CAUSAL, 24), ModelGraphStructureTest::flat);

        assertThat(model.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .doesNotContain("Expand", "Tile", "Loop", "If");
    }

    @Test
    void graph_fewerDimensions_cutsBeforeItNormalises() throws IOException {
        List<String> end = ModelGraph.fp32(
                        plan(TinyModel.bert(), Attention.BIDIRECTIONAL, 8), ModelGraphStructureTest::flat)
                .getGraph()
                .getNodeList()
                .reversed()
                .stream()
                .limit(2)
                .map(NodeProto::getOpType)
                .toList();

        assertThat(end).containsExactly("LpNormalization", "Slice");
    }

    @ParameterizedTest
    @MethodSource("everyArchitecture")
    void layout_int8_hasEveryTensorOnceAlignedAndApart(ModelSpec spec) throws IOException {
        ModelPlan plan = plan(spec, Attention.BIDIRECTIONAL, 24);
        Int8Layout layout = Int8Layout.of(plan, folder.resolve("int8.bin"));

        long end = 0;
        for (Int8Layout.Matrix matrix : layout.matrices().values()) {
            assertThat(matrix.values()).isEqualTo(end).isEqualTo(end / 64 * 64);
            assertThat(matrix.scales()).isBetween(end + matrix.in() * matrix.out(), matrix.scales() / 64 * 64);
            end = (matrix.scales() + matrix.out() * 4 + 63) / 64 * 64;
        }
        for (WeightTensor other : layout.others().values()) {
            assertThat(other.offset()).isEqualTo(end).isEqualTo(end / 64 * 64);
            end = (end + other.bytes() + 63) / 64 * 64;
        }
        assertThat(layout.size()).isEqualTo(end);
        assertThat(layout.matrices().size() + layout.others().size())
                .isEqualTo(plan.weights().size());
        assertThat(layout.others().keySet())
                .allMatch(name -> plan.weight(name).shape().size() == 1 || name.contains("embed"));
    }

    @Test
    void node_nameThatIsTaken_isRefused() {
        GraphBuilder graph = new GraphBuilder();
        graph.node("Abs", "same", List.of("x"));

        assertThatThrownBy(() -> graph.node("Abs", "same", List.of("y")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same");
    }

    private static String flat(Path file) {
        return String.valueOf(file.getFileName());
    }

    private ModelProto int8(ModelPlan plan) {
        return ModelGraph.int8(plan, Int8Layout.of(plan, folder.resolve("int8.bin")), ModelGraphStructureTest::flat);
    }

    private ModelPlan plan(ModelSpec spec, Attention attention, int dimensions) throws IOException {
        return TinyModel.plan(folder, spec, DataType.F32, attention, Pooling.MEAN, dimensions, Seed.random());
    }

    private static Map<String, String> place(TensorProto tensor) {
        return tensor.getExternalDataList().stream()
                .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    }
}
