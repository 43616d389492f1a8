package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;

/** Tensors whose numbers lie in another file. */
final class ExternalData {
    private ExternalData() {}

    /**
     * @param location of the file, relative to the folder that the graph is loaded with
     * @return a tensor without a name
     */
    static TensorProto.Builder tensor(TensorProto.DataType type, String location, long offset, long... shape) {
        long bytes = Math.multiplyExact(Arrays.stream(shape).reduce(1, Math::multiplyExact), size(type));
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setDataType(type.getNumber())
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", Long.toString(offset)))
                .addExternalData(entry("length", Long.toString(bytes)));
        Arrays.stream(shape).forEach(tensor::addDims);
        return tensor;
    }

    private static long size(TensorProto.DataType type) {
        return switch (type) {
            case FLOAT -> Float.BYTES;
            case FLOAT16, BFLOAT16 -> Short.BYTES;
            case INT8 -> Byte.BYTES;
            default -> throw new IllegalArgumentException("no weights are of type " + type);
        };
    }

    static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
