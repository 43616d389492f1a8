package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderException;
import java.util.Locale;
import java.util.Optional;

/**
 * Which tokens see which. A checkpoint's weights do not tell, and the wrong answer gives vectors that look right: so what the files do not
 * say, and no known model says, is asked of the user.
 */
final class AttentionChoice {
    private static final String KEY = "encoder.attention";

    private AttentionChoice() {}

    /** @param remoteCode whether the checkpoint brings code of its own ({@code auto_map}), which may attend as it likes */
    static Choice<Attention> of(
            Architecture architecture, Optional<Known> known, boolean remoteCode, Optional<Attention> asked) {
        if (architecture.spec() instanceof ModelSpec.Bert && asked.equals(Optional.of(Attention.CAUSAL))) {
            throw new EncoderException(
                    KEY + "=causal: " + architecture.config().path() + " is a bert, which is bidirectional");
        }
        Optional<Choice<Attention>> own = own(architecture, known, remoteCode);
        return asked.map(attention -> Choice.asked(attention, own, shown(attention), KEY))
                .or(() -> own)
                .orElseThrow(() -> new EncoderException(architecture.config().path()
                        + ": auto_map names code of the checkpoint's own, which may attend causally or not, and"
                        + " is_causal is missing; set "
                        + KEY + "=bidirectional or causal, as the model's card says"));
    }

    private static Optional<Choice<Attention>> own(
            Architecture architecture, Optional<Known> known, boolean remoteCode) {
        Optional<Choice<Attention>> stated = stated(architecture, known);
        if (stated.isPresent()) {
            return stated;
        }
        if (known.isPresent()) {
            return Optional.of(byKnowledge(architecture, known.get()));
        }
        if (remoteCode) {
            return Optional.empty();
        }
        Attention stock = architecture.stock();
        return Optional.of(Choice.own(
                stock,
                KEY,
                shown(stock),
                "architecture " + architecture.config().shown("model_type"),
                Optional.empty()));
    }

    private static Optional<Choice<Attention>> stated(Architecture architecture, Optional<Known> known) {
        JsonFile config = architecture.config();
        Optional<Attention> causal =
                config.flag("is_causal").map(is -> is ? Attention.CAUSAL : Attention.BIDIRECTIONAL);
        Optional<Attention> both =
                config.flag("use_bidirectional_attention").map(is -> is ? Attention.BIDIRECTIONAL : Attention.CAUSAL);
        if (causal.equals(Optional.of(Attention.CAUSAL)) && both.equals(Optional.of(Attention.BIDIRECTIONAL))) {
            throw new EncoderException(
                    config.path() + ": is_causal is true, but use_bidirectional_attention is true too");
        }
        // Where is_causal is false, use_bidirectional_attention false is a default that was saved with the rest.
        String key = causal.isPresent() ? "is_causal" : "use_bidirectional_attention";
        return causal.or(() -> both).map(attention -> {
            Optional<String> warning = known.filter(model -> model.model().attention() != attention)
                    .map(model -> config.at(key) + " says " + shown(attention) + ", but " + model.source() + " is "
                            + shown(model.model().attention()) + "; the file was believed, " + KEY + " overrides it");
            return Choice.own(attention, KEY, shown(attention), config.at(key), warning);
        });
    }

    private static Choice<Attention> byKnowledge(Architecture architecture, Known known) {
        Attention attention = known.model().attention();
        Optional<String> warning = Optional.empty();
        if (attention != architecture.stock()) {
            warning = Optional.of(architecture.config().path().getFileName()
                    + " does not say whether the model is causal (is_causal); chosen " + shown(attention) + ", as "
                    + known.source()
                    + " is; " + KEY + " overrides it");
        } else if (!known.sure()) {
            warning = Optional.of("chosen " + shown(attention) + " because of " + known.evidence()
                    + ", which may name the model that this one was trained from; " + KEY + " overrides it");
        }
        return Choice.own(attention, KEY, shown(attention), known.source(), warning);
    }

    private static String shown(Attention attention) {
        return attention.name().toLowerCase(Locale.ROOT);
    }
}
