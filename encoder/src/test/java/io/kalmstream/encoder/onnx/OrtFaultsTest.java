package io.kalmstream.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.kalmstream.encoder.EncoderException.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** ONNX Runtime's own words, from the version that is used. */
class OrtFaultsTest {
    @Test
    void of_moreMemoryThanThereCanBe_isOutOfMemory() throws OrtException {
        OrtException failure = failureOn(1L << 20, 1L << 20, 1L << 10);

        assertThat(OrtFaults.of(failure)).as(failure.getMessage()).isEqualTo(Fault.OUT_OF_MEMORY);
    }

    @Test
    void of_shapeThatIsNone_isTheBatchs() throws OrtException {
        OrtException failure = failureOn(-5);

        assertThat(OrtFaults.of(failure)).as(failure.getMessage()).isEqualTo(Fault.BATCH);
    }

    private static OrtException failureOn(long... shape) throws OrtException {
        NoTelemetry.request();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(zeros().toByteArray());
                OnnxTensor input = OnnxTensor.createTensor(environment, shape)) {
            return catchThrowableOfType(
                    OrtException.class,
                    () -> session.run(Map.of("shape", input)).close());
        }
    }

    /** Answers as many zeros as it is asked for. */
    private static ModelProto zeros() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(GraphProto.newBuilder()
                        .setName("zeros")
                        .addInput(value("shape", TensorProto.DataType.INT64))
                        .addOutput(value("zeros", TensorProto.DataType.FLOAT))
                        .addNode(NodeProto.newBuilder()
                                .setOpType("ConstantOfShape")
                                .addInput("shape")
                                .addOutput("zeros")))
                .build();
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber())))
                .build();
    }
}
