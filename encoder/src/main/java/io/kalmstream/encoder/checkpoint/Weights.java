package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.EncoderException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The tensors of an architecture among those of the files.
 *
 * @param needed by flat name
 * @param ignored raw names of tensors that an encoder normally does not have
 */
record Weights(Map<String, WeightTensor> needed, Set<String> ignored) {
    /** What wraps the same transformer in some checkpoints, the longer ones first. */
    private static final List<String> PREFIXES = List.of(
            "0.auto_model.model.",
            "0.auto_model.bert.",
            "0.auto_model.",
            "model.language_model.",
            "language_model.model.",
            "language_model.",
            "model.",
            "bert.",
            "");

    /** Heads, poolers and buffers that are computed: of no use to an encoder. */
    private static final Pattern KNOWN_EXTRA = Pattern.compile(
            "(.*\\.)?(lm_head|pooler|cls|score|classifier|vision_tower|multi_modal_projector|vision_model)\\..*"
                    + "|.*(position_ids|token_type_ids|inv_freq|masked_bias)");

    private static final Pattern LAYER = Pattern.compile("(encoder\\.layer|layers)\\.\\d+\\..*");

    Weights {
        needed = Map.copyOf(needed);
        ignored = Set.copyOf(ignored);
    }

    static Weights choose(WeightFiles files, Architecture architecture) {
        String first = architecture.tensors().getFirst().name();
        List<String> prefixes = PREFIXES.stream()
                .filter(prefix -> files.tensors().containsKey(prefix + first))
                .toList();
        if (prefixes.size() != 1) {
            throw new EncoderException(
                    files.files().getFirst() + " and the files beside it have the tensor " + first + " "
                            + (prefixes.isEmpty()
                                    ? "neither plain nor behind a known prefix"
                                    : "more than once, behind " + prefixes)
                            + "; " + architecture.config().at("model_type") + " needs it once");
        }
        return choose(files, architecture, prefixes.getFirst());
    }

    private static Weights choose(WeightFiles files, Architecture architecture, String prefix) {
        Map<String, StoredTensor> flat = new TreeMap<>();
        Set<String> ignored = new TreeSet<>();
        files.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                put(flat, flatName(name.substring(prefix.length())), tensor);
            } else if (!KNOWN_EXTRA.matcher(name).matches()) {
                ignored.add(name);
            }
        });
        Map<String, WeightTensor> needed = new HashMap<>();
        for (ExpectedTensor expected : architecture.tensors()) {
            StoredTensor stored = flat.remove(expected.name());
            if (stored == null) {
                throw missing(files, prefix, expected);
            }
            needed.put(expected.name(), weight(stored, expected));
        }
        flat.forEach((name, tensor) -> {
            if (!KNOWN_EXTRA.matcher(name).matches()) {
                refuseOfALayer(name, tensor, architecture);
                ignored.add(tensor.name());
            }
        });
        return new Weights(needed, ignored);
    }

    private static void put(Map<String, StoredTensor> flat, String name, StoredTensor tensor) {
        StoredTensor other = flat.put(name, tensor);
        if (other != null) {
            throw new EncoderException(tensor.file() + ": the tensors " + other.name() + " and " + tensor.name()
                    + " are both " + name + ": which one is meant?");
        }
    }

    /** Another head or buffer does no harm; what belongs to a layer would change the vectors. */
    private static void refuseOfALayer(String name, StoredTensor tensor, Architecture architecture) {
        if (LAYER.matcher(name).matches()) {
            throw new EncoderException(tensor.file() + " has the tensor " + tensor.name()
                    + ", which a model of model_type " + architecture.config().shown("model_type")
                    + " and num_hidden_layers " + architecture.spec().layers()
                    + " does not have: is config.json of another model?");
        }
    }

    private static EncoderException missing(WeightFiles files, String prefix, ExpectedTensor expected) {
        String where = files.files().size() == 1
                ? files.files().getFirst().toString()
                : files.files().size() + " files in " + files.files().getFirst().getParent();
        return new EncoderException("The tensor " + prefix + expected.name() + " " + expected.sizes()
                + " is missing in " + where + ": is the checkpoint complete, and config.json its own?");
    }

    /** BERT's norms had other names when it was published. */
    private static String flatName(String name) {
        return name.replace("LayerNorm.gamma", "LayerNorm.weight").replace("LayerNorm.beta", "LayerNorm.bias");
    }

    private static WeightTensor weight(StoredTensor stored, ExpectedTensor expected) {
        if (!stored.shape().equals(expected.sizes())) {
            throw new EncoderException(stored.file() + ": the tensor " + stored.name() + " has the shape "
                    + stored.shape() + ", config.json says " + expected.sizes() + " " + expected.keys());
        }
        try {
            return new WeightTensor(
                    stored.name(), type(stored), stored.shape(), stored.file().toRealPath(), stored.offset());
        } catch (IOException e) {
            throw new EncoderException(stored.file() + " cannot be read", e);
        }
    }

    private static DataType type(StoredTensor stored) {
        return switch (stored.dtype()) {
            case "F32" -> DataType.F32;
            case "F16" -> DataType.F16;
            case "BF16" -> DataType.BF16;
            default ->
                throw new EncoderException(stored.file() + ": the tensor " + stored.name() + " has the type "
                        + stored.dtype() + ", known are F32, F16 and BF16");
        };
    }
}
