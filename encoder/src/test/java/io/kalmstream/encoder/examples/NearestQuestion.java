package io.kalmstream.encoder.examples;

import io.kalmstream.encoder.Embedder;
import io.kalmstream.encoder.Side;
import java.util.List;

/** The README's example; what is between the marks is shown there as it is here. */
final class NearestQuestion {
    private static final String MODEL = "builtin";

    private NearestQuestion() {}

    /** Cosine of a query and each of three documents. */
    static float[] scores() {
        // README: begin
        try (Embedder embedder = Embedder.open(MODEL)) { // or a folder, or "hf:org/name"
            float[] query = embedder.embed("how do I stop tomato blight?", Side.QUERY);
            List<float[]> documents =
                    embedder.embed(List.of("Late blight needs wet leaves.", "Tax forms", "Python"), Side.DOCUMENT);
            // README: end
            float[] scores = new float[documents.size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = cosine(query, documents.get(i));
            }
            return scores;
        }
    }

    /** Vectors have unit length. */
    private static float cosine(float[] left, float[] right) {
        float sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
