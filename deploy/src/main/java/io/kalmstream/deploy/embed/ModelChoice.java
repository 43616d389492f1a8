package io.kalmstream.deploy.embed;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.TextEncoder;
import java.util.Locale;

/**
 * Which model, and what is wanted of it.
 *
 * @param model {@code builtin}, a checkpoint's folder, or {@code hf:org/name[@revision]}
 */
public record ModelChoice(String model, EncoderOptions options) {
    public ModelChoice {
        requireNonNull(model, "model is null");
        requireNonNull(options, "options is null");
    }

    /** The model that comes with the program. */
    public static ModelChoice builtIn() {
        return new ModelChoice(Encoders.BUILT_IN, EncoderOptions.defaults());
    }

    /** Loads the model; whoever calls closes it. */
    public TextEncoder open() {
        return Encoders.open(model, options);
    }

    public boolean isBuiltIn() {
        return model.equals(Encoders.BUILT_IN);
    }

    /** As users write it. */
    public static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
