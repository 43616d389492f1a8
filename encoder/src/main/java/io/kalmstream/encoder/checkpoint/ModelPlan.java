package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Prompts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything that has to be known to run a checkpoint: its tensors are all there, have the shapes that the architecture wants, and the
 * tokenizer fits the vocabulary.
 *
 * @param card with the dimensions and tokens that were asked for
 * @param weights by the name that the architecture gives them, without the prefix {@code model.} that some checkpoints have
 * @param tokenizer the {@code tokenizer.json}
 * @param lowerCase whether the tokenizer is to lower the case first, though its file does not say so
 * @param decisions in the order in which a person would ask
 */
public record ModelPlan(
        ModelCard card,
        ModelSpec spec,
        Attention attention,
        Pooling pooling,
        Prompts prompts,
        Map<String, WeightTensor> weights,
        Path tokenizer,
        boolean lowerCase,
        List<Decision> decisions) {
    /** Of a tokenizer that is used as its file says. */
    public ModelPlan(
            ModelCard card,
            ModelSpec spec,
            Attention attention,
            Pooling pooling,
            Prompts prompts,
            Map<String, WeightTensor> weights,
            Path tokenizer,
            List<Decision> decisions) {
        this(card, spec, attention, pooling, prompts, weights, tokenizer, false, decisions);
    }

    public ModelPlan {
        requireNonNull(card, "card is null");
        requireNonNull(spec, "spec is null");
        requireNonNull(attention, "attention is null");
        requireNonNull(pooling, "pooling is null");
        requireNonNull(prompts, "prompts is null");
        weights = Map.copyOf(weights);
        requireNonNull(tokenizer, "tokenizer is null");
        decisions = List.copyOf(decisions);
        if (card.dimensions() > spec.hidden()) {
            throw new IllegalArgumentException(
                    "dimensions " + card.dimensions() + " exceed the model's " + spec.hidden());
        }
    }

    /** @throws IllegalArgumentException the plan was made without this tensor: a bug */
    public WeightTensor weight(String name) {
        WeightTensor tensor = weights.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the plan has no tensor " + name);
        }
        return tensor;
    }
}
