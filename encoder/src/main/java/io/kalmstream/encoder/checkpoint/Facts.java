package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.ModelCard;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a person wants to know of a model and nobody decides: where there is a warning, it is because a file says what nobody reads. */
final class Facts {
    private static final long MIB = 1 << 20;
    private static final long MUCH_MEMORY = 4L << 30;
    private static final int SHOWN = 5;

    private Facts() {}

    static List<Decision> of(ModelCard card, Architecture architecture, Weights weights, SentenceFiles files) {
        List<Decision> facts = new ArrayList<>();
        facts.add(architecture(architecture));
        facts.add(weights(weights));
        facts.add(memory(card, architecture.spec(), parameters(weights)));
        if (files.modules().pooling().isPresent() && !files.modules().normalize()) {
            facts.add(new Decision(
                    "normalization",
                    "to unit length",
                    "always; modules.json has none, which changes no cosine",
                    Optional.empty()));
        }
        return facts;
    }

    private static Decision architecture(Architecture architecture) {
        ModelSpec spec = architecture.spec();
        List<String> unknown = UnknownKeys.of(architecture.config());
        Optional<String> warning = unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("config.json sets " + shown(unknown)
                        + ", which this program does not know and ignores; should vectors depend on it, they"
                        + " are wrong");
        return new Decision(
                "architecture",
                architecture.config().text("model_type").orElse("gemma3_text") + ", " + spec.layers() + " layers of "
                        + spec.hidden(),
                "config.json",
                warning);
    }

    private static Decision weights(Weights weights) {
        Set<DataType> types = EnumSet.noneOf(DataType.class);
        weights.needed().values().forEach(tensor -> types.add(tensor.type()));
        List<String> names = types.stream().map(Enum::name).toList();
        List<String> ignored = List.copyOf(new TreeSet<>(weights.ignored()));
        Optional<String> warning = ignored.isEmpty()
                ? Optional.empty()
                : Optional.of("the weights have the tensors " + shown(ignored)
                        + ", which the architecture does not use: should the model have a layer more, it is ignored");
        return new Decision(
                "weights",
                String.format(Locale.ROOT, "%,d parameters in %s", parameters(weights), String.join(" and ", names)),
                "safetensors headers",
                warning);
    }

    /** In fp32. An estimate: four bytes a parameter, and what one longest text makes of the widest layer and of one layer's scores. */
    private static Decision memory(ModelCard card, ModelSpec spec, long parameters) {
        long tokens = card.maxTokens();
        long text =
                4 * (tokens * (8L * spec.hidden() + 3L * spec.intermediate()) + 2L * spec.heads() * tokens * tokens);
        Optional<String> warning = text <= MUCH_MEMORY
                ? Optional.empty()
                : Optional.of("one text of " + tokens + " tokens needs about " + mib(text)
                        + " beside the weights; encoder.max.tokens makes it less");
        return new Decision(
                "memory",
                "about " + mib(4 * parameters) + " for the weights in fp32, and " + mib(text) + " for a text of "
                        + tokens + " tokens",
                "estimate",
                warning);
    }

    private static long parameters(Weights weights) {
        return weights.needed().values().stream()
                .mapToLong(WeightTensor::elements)
                .sum();
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", Math.ceilDiv(bytes, MIB));
    }

    private static String shown(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        String printable = shown.replaceAll("\\p{Cntrl}", "?");
        return names.size() <= SHOWN ? printable : printable + " and " + (names.size() - SHOWN) + " more";
    }
}
