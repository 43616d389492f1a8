package io.kalmstream.encoder.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import org.junit.jupiter.api.Test;

/** What the nodes compute is shown on the built-in model. */
class MeanPoolingTest {
    @Test
    void append_tokenLevelModel_leavesTheEmbeddingAsOnlyOutput() {
        ModelProto pooled = MeanPooling.append(model("attention_mask", "hidden"), 384);

        assertThat(pooled.getGraph().getOutputList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("embedding");
    }

    @Test
    void append_modelWithoutMask_isRefused() {
        ModelProto model = model("input_ids", "hidden");

        assertThatThrownBy(() -> MeanPooling.append(model, 384))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("attention_mask");
    }

    @Test
    void append_modelOfTwoOutputs_isRefusedNamingThem() {
        ModelProto model = model("attention_mask", "hidden", "pooled");

        assertThatThrownBy(() -> MeanPooling.append(model, 384))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[hidden, pooled]");
    }

    private static ModelProto model(String input, String... outputs) {
        GraphProto.Builder graph = GraphProto.newBuilder().addInput(value(input));
        for (String output : outputs) {
            graph.addOutput(value(output));
        }
        return ModelProto.newBuilder().setGraph(graph).build();
    }

    private static ValueInfoProto value(String name) {
        return ValueInfoProto.newBuilder().setName(name).build();
    }
}
