package io.kalmstream.encoder.checkpoint;

import java.util.List;
import java.util.Set;

/**
 * Keys of {@code config.json} that neither are read here nor are known to be about training or generation. Such a key may change what the
 * model computes, so a person should see it; most are notes of whoever saved the model, so it is no error.
 */
final class UnknownKeys {
    private static final Set<String> READ = Set.of(
            "model_type",
            "vocab_size",
            "hidden_size",
            "num_hidden_layers",
            "num_attention_heads",
            "num_key_value_heads",
            "head_dim",
            "intermediate_size",
            "hidden_act",
            "hidden_activation",
            "rms_norm_eps",
            "layer_norm_eps",
            "max_position_embeddings",
            "type_vocab_size",
            "position_embedding_type",
            "rope_theta",
            "rope_scaling",
            "rope_parameters",
            "rope_local_base_freq",
            "partial_rotary_factor",
            "use_sliding_window",
            "sliding_window",
            "max_window_layers",
            "layer_types",
            "sliding_window_pattern",
            "_sliding_window_pattern",
            "query_pre_attn_scalar",
            "attention_bias",
            "attn_logit_softcapping",
            "quantization_config",
            "pruned_heads",
            "is_causal",
            "use_bidirectional_attention",
            "auto_map",
            "_name_or_path",
            "is_decoder",
            "add_cross_attention",
            "is_encoder_decoder",
            "mlp_bias",
            "num_experts");

    /** Of the output layer, of dropout, of initial values, of generation, of how it was saved. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "architectures",
            "attention_dropout",
            "attention_probs_dropout_prob",
            "hidden_dropout_prob",
            "classifier_dropout",
            "initializer_range",
            "use_cache",
            "tie_word_embeddings",
            "final_logit_softcapping",
            "chunk_size_feed_forward",
            "output_attentions",
            "output_hidden_states",
            "return_dict",
            "torchscript",
            "torch_dtype",
            "dtype",
            "use_bfloat16",
            "gradient_checkpointing",
            "id2label",
            "label2id",
            "num_labels",
            "problem_type",
            "finetuning_task",
            "bos_token_id",
            "eos_token_id",
            "pad_token_id",
            "sep_token_id",
            "decoder_start_token_id",
            "tokenizer_class",
            "prefix",
            "task_specific_params",
            "transformers_version",
            "cache_implementation",
            "_attn_implementation",
            "_attn_implementation_autoset",
            "attn_implementation",
            "generation_config",
            "unsloth_fixed",
            "unsloth_version");

    private UnknownKeys() {}

    /** Those that are set to anything. */
    static List<String> of(JsonFile config) {
        return config.keys().stream()
                .filter(key -> !READ.contains(key) && !WITHOUT_EFFECT.contains(key))
                .filter(key -> config.any(key)
                        .map(value -> !(value.isContainerNode() && value.isEmpty())
                                && !(value.isBoolean() && !value.booleanValue()))
                        .orElse(false))
                .toList();
    }
}
