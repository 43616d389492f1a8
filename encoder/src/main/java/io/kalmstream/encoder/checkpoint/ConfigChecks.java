package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.EncoderException;
import java.util.List;

/** Refuses what a configuration sets and this program does not compute: a vector would come out, but a wrong one. */
final class ConfigChecks {
    /** A model of more layers is a damaged file. */
    private static final int MAX_LAYERS = 1024;

    private ConfigChecks() {}

    /** Of any architecture. */
    static void common(JsonFile config) {
        for (String key : List.of("quantization_config", "attn_logit_softcapping", "pruned_heads", "num_experts")) {
            refuse(config, key);
        }
        for (String key : List.of("is_decoder", "add_cross_attention", "is_encoder_decoder", "mlp_bias")) {
            if (config.isTrue(key)) {
                throw config.wrong(key, "false: nothing else is implemented");
            }
        }
        if (config.number("partial_rotary_factor").orElse(1) != 1) {
            throw config.wrong("partial_rotary_factor", "1: nothing else is implemented");
        }
    }

    /** Refuses a key that is set to anything but nothing. */
    static void refuse(JsonFile config, String key) {
        boolean empty = config.any(key)
                .map(value -> value.isContainerNode() && value.isEmpty())
                .orElse(true);
        if (!empty) {
            throw config.wrong(key, "nothing: it is not implemented");
        }
    }

    static void expectText(JsonFile config, String key, String expected) {
        if (!config.text(key).orElse(expected).equals(expected)) {
            throw config.wrong(key, '"' + expected + "\": nothing else is implemented");
        }
    }

    static int layers(JsonFile config, String key, int layers) {
        if (layers > MAX_LAYERS) {
            throw config.wrong(key, "at most " + MAX_LAYERS);
        }
        return layers;
    }

    /** @throws EncoderException the heads cannot share the key and value heads evenly, or cannot be rotated in halves */
    static void heads(JsonFile config, int heads, int keyValueHeads, int headSize) {
        if (heads % keyValueHeads != 0) {
            throw config.wrong("num_key_value_heads", "a divisor of num_attention_heads, which is " + heads);
        }
        if (headSize % 2 != 0) {
            throw new EncoderException(
                    config.path() + ": a head has " + headSize + " values, rotary positions need an even number");
        }
    }

    /** {@code head_dim}, or what is left when the hidden vector is shared by the heads. */
    static int headSize(JsonFile config, int hidden, int heads) {
        if (config.has("head_dim")) {
            return config.requiredCount("head_dim");
        }
        if (hidden % heads != 0) {
            throw config.wrong("num_attention_heads", "a divisor of hidden_size, which is " + hidden);
        }
        return hidden / heads;
    }
}
