package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.TensorProto;

/** The weights of a BERT, by the names that Hugging Face gives them. */
public interface BertTensors {
    /** @return external data, without a name */
    TensorProto.Builder stored(String name);

    float[] numbers(String name);

    /**
     * @param layer e.g. {@code encoder.layer.3.output.dense}
     * @return [in, out], row-major: transposed where a file has it the other way
     */
    float[] matrix(String layer);
}
