package io.kalmstream.encoder.graph;

import java.util.Optional;

/**
 * The matrix products of a BERT block and what is fused with them. Values are [batch, sequence, size].
 *
 * <p>{@code norm} names the LayerNorm that made the block's input, or for the second half the one between the halves: its weights say
 * how large the numbers can be.
 */
interface BertProducts {
    /** @return what each token takes from the others, all heads side by side */
    String attend(String x, String norm, String layer);

    Product attentionOutput(String context, String norm, String layer);

    /** @return after the GELU */
    String intermediate(String x, String norm, String layer);

    Product output(String active, String norm, String layer);

    /** @param bias to be added yet, by whatever is next */
    record Product(String value, Optional<String> bias) {}
}
