package io.kalmstream.encoder.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxStructureTest {
    @TempDir
    Path folder;

    @Test
    void read_modelWithWeights_refersToTheLargeOnesAndKeepsEverythingElse() throws IOException {
        byte[] weights = new byte[5000];
        Seed.random().nextBytes(weights);
        TensorProto small = tensor("small", new byte[16]);
        TensorProto large = tensor("large", weights);
        ModelProto model = model(small, large);
        Path file = folder.resolve("model.onnx");
        Files.write(file, model.toByteArray());

        ModelProto read = OnnxStructure.read(file);

        assertThat(read.getGraph().getInitializer(0)).isEqualTo(small);
        TensorProto referring = read.getGraph().getInitializer(1);
        assertThat(referring.hasRawData()).isFalse();
        assertThat(referring.getDataLocation()).isEqualTo(TensorProto.DataLocation.EXTERNAL);
        Map<String, String> place = referring.getExternalDataList().stream()
                .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
        int offset = Integer.parseInt(place.getOrDefault("offset", ""));
        assertThat(place).containsEntry("location", "model.onnx").containsEntry("length", "5000");
        assertThat(Arrays.copyOfRange(Files.readAllBytes(file), offset, offset + 5000))
                .isEqualTo(weights);

        ModelProto.Builder restored = read.toBuilder();
        restored.getGraphBuilder().setInitializer(1, large);
        assertThat(restored.build()).isEqualTo(model);
    }

    @Test
    void read_noModel_isRefusedByName() throws IOException {
        Path file = folder.resolve("broken.onnx");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff});

        assertThatThrownBy(() -> OnnxStructure.read(file))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("broken.onnx");
    }

    private static ModelProto model(TensorProto... initializers) {
        GraphProto graph = GraphProto.newBuilder()
                .setName("graph")
                .addNode(NodeProto.newBuilder()
                        .setOpType("Identity")
                        .addInput("large")
                        .addOutput("out"))
                .addAllInitializer(Arrays.asList(initializers))
                .build();
        return ModelProto.newBuilder()
                .setIrVersion(6)
                .setProducerName("a test")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(11))
                .setGraph(graph)
                .build();
    }

    private static TensorProto tensor(String name, byte[] bytes) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT8.getNumber())
                .addDims(bytes.length)
                .setRawData(ByteString.copyFrom(bytes))
                .build();
    }
}
