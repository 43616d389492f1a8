package io.kalmstream.encoder.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import io.kalmstream.encoder.EncoderException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/** Reads an ONNX file below 2 GB, leaving its weights where they are. */
public final class OnnxStructure {
    /** Smaller tensors are shapes and axes: a runtime wants to see them while it loads the graph. */
    private static final int STAYS_INSIDE = 1024;

    private static final int GRAPH = lengthDelimited(ModelProto.GRAPH_FIELD_NUMBER);
    private static final int INITIALIZER = lengthDelimited(GraphProto.INITIALIZER_FIELD_NUMBER);
    private static final int RAW_DATA = lengthDelimited(TensorProto.RAW_DATA_FIELD_NUMBER);

    private final CodedInputStream in;
    private final String location;

    private OnnxStructure(CodedInputStream in, String location) {
        this.in = in;
        this.location = location;
    }

    /** @return the model; its large tensors are external data at their place in the file, named relative to the file's folder */
    public static ModelProto read(Path onnx) {
        try (FileChannel channel = FileChannel.open(onnx)) {
            ByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, channel.size());
            return new OnnxStructure(
                            CodedInputStream.newInstance(bytes),
                            onnx.getFileName().toString())
                    .model();
        } catch (IOException e) {
            throw new EncoderException("Cannot read the ONNX model " + onnx, e);
        }
    }

    private ModelProto model() throws IOException {
        ModelProto.Builder model = ModelProto.newBuilder();
        UnknownFieldSet.Builder others = UnknownFieldSet.newBuilder();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == GRAPH) {
                int outer = in.pushLimit(in.readRawVarint32());
                model.setGraph(graph());
                in.popLimit(outer);
            } else {
                others.mergeFieldFrom(tag, in);
            }
        }
        return model.mergeFrom(others.build().toByteString()).build();
    }

    private GraphProto graph() throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder();
        UnknownFieldSet.Builder others = UnknownFieldSet.newBuilder();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == INITIALIZER) {
                int outer = in.pushLimit(in.readRawVarint32());
                graph.addInitializer(tensor());
                in.popLimit(outer);
            } else {
                others.mergeFieldFrom(tag, in);
            }
        }
        return graph.mergeFrom(others.build().toByteString()).build();
    }

    private TensorProto tensor() throws IOException {
        TensorProto.Builder tensor = TensorProto.newBuilder();
        UnknownFieldSet.Builder others = UnknownFieldSet.newBuilder();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == RAW_DATA) {
                rawData(tensor);
            } else {
                others.mergeFieldFrom(tag, in);
            }
        }
        return tensor.mergeFrom(others.build().toByteString()).build();
    }

    private void rawData(TensorProto.Builder tensor) throws IOException {
        int length = in.readRawVarint32();
        if (length <= STAYS_INSIDE) {
            tensor.setRawData(ByteString.copyFrom(in.readRawBytes(length)));
            return;
        }
        tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", Integer.toString(in.getTotalBytesRead())))
                .addExternalData(entry("length", Integer.toString(length)));
        in.skipRawBytes(length);
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static int lengthDelimited(int field) {
        return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }
}
