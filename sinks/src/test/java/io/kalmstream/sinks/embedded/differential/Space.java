package io.kalmstream.sinks.embedded.differential;

import io.qdrant.client.VectorFactory;
import io.qdrant.client.VectorsFactory;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.Vectors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A collection and the vectors that its points may have.
 *
 * @param vectors by name; one without a name is the only one
 */
record Space(String collection, Map<String, VectorParams> vectors) {
    static Space unnamed(String collection) {
        return new Space(collection, Map.of("", params(6, Distance.Cosine)));
    }

    static Space named(String collection) {
        return new Space(
                collection,
                new TreeMap<>(Map.of(
                        "cosine", params(4, Distance.Cosine),
                        "dot", params(5, Distance.Dot),
                        "euclid", params(4, Distance.Euclid),
                        "manhattan", params(3, Distance.Manhattan))));
    }

    CreateCollection create() {
        VectorsConfig.Builder config = VectorsConfig.newBuilder();
        VectorParams only = vectors.get("");
        if (only != null) {
            config.setParams(only);
        } else {
            config.setParamsMap(VectorParamsMap.newBuilder().putAllMap(vectors));
        }
        return CreateCollection.newBuilder()
                .setCollectionName(collection)
                .setVectorsConfig(config)
                .build();
    }

    String anyName(Random random) {
        List<String> names = List.copyOf(vectors.keySet());
        return names.get(random.nextInt(names.size()));
    }

    /** Of the length that this vector has. */
    float[] vector(String name, Random random) {
        VectorParams params = vectors.getOrDefault(name, params(4, Distance.Dot));
        float[] vector = new float[(int) params.getSize()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    /** What a point may have: some of the named ones, or the unnamed one. */
    Vectors some(Random random) {
        if (vectors.containsKey("")) {
            return VectorsFactory.vectors(VectorFactory.vector(vector("", random)));
        }
        Map<String, Vector> some = new HashMap<>();
        for (String name : vectors.keySet()) {
            if (random.nextInt(4) > 0) {
                some.put(name, VectorFactory.vector(vector(name, random)));
            }
        }
        return VectorsFactory.namedVectors(some);
    }

    private static VectorParams params(int size, Distance distance) {
        return VectorParams.newBuilder().setSize(size).setDistance(distance).build();
    }
}
