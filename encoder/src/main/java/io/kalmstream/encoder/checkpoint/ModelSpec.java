package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The architecture of a checkpoint and its sizes: what decides the graph, without the weights. */
public sealed interface ModelSpec {
    int vocabulary();

    /** Length of a token's vector. */
    int hidden();

    int layers();

    int heads();

    int intermediate();

    /**
     * Qwen2 text model: pre-norm blocks, biased q, k, v, grouped-query attention, rotary positions, SiLU-gated MLP. Tensor names are
     * {@code [model.]layers.{i}.self_attn.q_proj.weight} and so on.
     *
     * @param keyValueHeads divides {@code heads}
     * @param headSize length of one head's vector
     * @param rmsEpsilon added to the mean square under the root
     * @param ropeTheta base of the rotary frequencies
     */
    record Qwen2(
            int vocabulary,
            int hidden,
            int layers,
            int heads,
            int keyValueHeads,
            int headSize,
            int intermediate,
            float rmsEpsilon,
            double ropeTheta)
            implements ModelSpec {}

    /**
     * Gemma 3 text model: four norms a block, norms of q and k, sliding and full layers with a rotary base each, GELU-gated MLP,
     * embeddings scaled by the root of {@code hidden}.
     *
     * @param embeddingScale what embeddings are multiplied by: the root of {@code hidden} as fp32, which is what the model computes in
     * @param scoreScale what attention scores are multiplied by: {@code query_pre_attn_scalar^-0.5}
     * @param slidingWindow a token of a sliding layer sees those that are fewer than so many away, itself included: before it when causal,
     *     on both sides when bidirectional
     * @param slidingLayers for each layer whether it is sliding
     * @param fullRope rotary positions of the full layers
     * @param slidingRope rotary positions of the sliding layers
     */
    record Gemma3(
            int vocabulary,
            int hidden,
            int layers,
            int heads,
            int keyValueHeads,
            int headSize,
            int intermediate,
            float rmsEpsilon,
            float embeddingScale,
            double scoreScale,
            int slidingWindow,
            List<Boolean> slidingLayers,
            Rope fullRope,
            Rope slidingRope)
            implements ModelSpec {
        public Gemma3 {
            slidingLayers = List.copyOf(slidingLayers);
            requireNonNull(fullRope, "fullRope is null");
            requireNonNull(slidingRope, "slidingRope is null");
            if (slidingLayers.size() != layers) {
                throw new IllegalArgumentException(slidingLayers.size() + " layer types for " + layers + " layers");
            }
        }
    }

    /**
     * BERT: post-norm blocks, everything biased, learned positions, exact GELU.
     *
     * @param positions length of the position table
     * @param tokenTypes length of the token type table
     */
    record Bert(
            int vocabulary,
            int hidden,
            int layers,
            int heads,
            int intermediate,
            int positions,
            int tokenTypes,
            float layerNormEpsilon)
            implements ModelSpec {}

    /**
     * @param theta base of the frequencies
     * @param factor what positions are divided by (linear scaling); 1 is none
     */
    record Rope(double theta, double factor) {}
}
