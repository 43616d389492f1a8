package io.kalmstream.sinks.embedded.wire;

import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.NamedVectorsOutput;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.Vectors;
import io.qdrant.client.grpc.Points.VectorsOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Dense vectors to and from messages, by name; the unnamed one has the name "". */
public final class VectorMessages {
    /** Name of the vector in a collection that has only one and gives it no name. */
    public static final String UNNAMED = "";

    private VectorMessages() {}

    public static Map<String, float[]> read(Vectors vectors) {
        return switch (vectors.getVectorsOptionsCase()) {
            case VECTOR -> Map.of(UNNAMED, read(vectors.getVector()));
            case VECTORS -> readAll(vectors.getVectors().getVectorsMap());
            case VECTORSOPTIONS_NOT_SET -> Map.of();
        };
    }

    public static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    public static VectorsOutput write(Map<String, float[]> vectors) {
        float[] unnamed = vectors.get(UNNAMED);
        if (unnamed != null) {
            return VectorsOutput.newBuilder().setVector(write(unnamed)).build();
        }
        NamedVectorsOutput.Builder named = NamedVectorsOutput.newBuilder();
        vectors.forEach((name, vector) -> named.putVectors(name, write(vector)));
        return VectorsOutput.newBuilder().setVectors(named).build();
    }

    private static Map<String, float[]> readAll(Map<String, Vector> vectors) {
        Map<String, float[]> read = new LinkedHashMap<>();
        vectors.forEach((name, vector) -> read.put(name, read(vector)));
        return read;
    }

    @SuppressWarnings("deprecation") // Clients up to 1.15 write the flat form.
    public static float[] read(Vector vector) {
        return switch (vector.getVectorCase()) {
            case DENSE -> floats(vector.getDense().getDataList());
            case SPARSE -> throw Refusal.unsupported("sparse vectors");
            case MULTI_DENSE -> throw Refusal.unsupported("multi vectors");
            case DOCUMENT, IMAGE, OBJECT -> throw Refusal.unsupported("inference");
            case VECTOR_NOT_SET -> {
                if (vector.hasIndices()) {
                    throw Refusal.unsupported("sparse vectors");
                }
                if (vector.getVectorsCount() > 1) {
                    throw Refusal.unsupported("multi vectors");
                }
                yield floats(vector.getDataList());
            }
        };
    }

    private static VectorOutput write(float[] vector) {
        DenseVector.Builder dense = DenseVector.newBuilder();
        for (float value : vector) {
            dense.addData(value);
        }
        return VectorOutput.newBuilder().setDense(dense).build();
    }
}
