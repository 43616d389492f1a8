package io.kalmstream.deploy.embed;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Precision;
import io.kalmstream.encoder.TextEncoder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which model, and what is wanted of it: the keys {@code encoder.*} of a configuration file.
 *
 * @param model {@code builtin}, a checkpoint's folder, or {@code hf:org/name[@revision]}
 */
public record ModelChoice(String model, EncoderOptions options) {
    public static final String MODEL = "encoder.model";
    public static final String PRECISION = "encoder.precision";
    public static final String ATTENTION = "encoder.attention";
    public static final String POOLING = "encoder.pooling";
    public static final String PROMPT_QUERY = "encoder.prompt.query";
    public static final String PROMPT_DOCUMENT = "encoder.prompt.document";
    public static final String MAX_TOKENS = "encoder.max.tokens";
    public static final String DIMENSIONS = "encoder.dimensions";
    public static final String THREADS = "encoder.threads";
    public static final Set<String> KEYS = Set.of(
            MODEL, PRECISION, ATTENTION, POOLING, PROMPT_QUERY, PROMPT_DOCUMENT, MAX_TOKENS, DIMENSIONS, THREADS);

    public ModelChoice {
        requireNonNull(model, "model is null");
        requireNonNull(options, "options is null");
    }

    /** The model that comes with the program. */
    public static ModelChoice builtIn() {
        return new ModelChoice(Encoders.BUILT_IN, EncoderOptions.defaults());
    }

    /**
     * @param values other keys are passed over
     * @throws ConfigException a value makes no sense; the message names its key
     */
    public static ModelChoice of(Map<String, String> values) {
        EncoderOptions defaults = EncoderOptions.defaults();
        return new ModelChoice(
                text(values, MODEL).map(String::strip).orElse(Encoders.BUILT_IN),
                new EncoderOptions(
                        choice(values, PRECISION, Precision.values()).orElse(defaults.precision()),
                        number(values, THREADS).orElse(defaults.threads()),
                        choice(values, ATTENTION, Attention.values()),
                        choice(values, POOLING, Pooling.values()),
                        text(values, PROMPT_QUERY),
                        text(values, PROMPT_DOCUMENT),
                        number(values, MAX_TOKENS),
                        number(values, DIMENSIONS)));
    }

    /** Loads the model; whoever calls closes it. */
    public TextEncoder open() {
        return Encoders.open(model, options);
    }

    public boolean isBuiltIn() {
        return model.equals(Encoders.BUILT_IN);
    }

    private static Optional<String> text(Map<String, String> values, String key) {
        return Optional.ofNullable(values.get(key));
    }

    private static OptionalInt number(Map<String, String> values, String key) {
        Optional<String> value = text(values, key).map(String::strip);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number > 0) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new ConfigException(key, value.get(), "not a positive number");
    }

    private static <E extends Enum<E>> Optional<E> choice(Map<String, String> values, String key, E[] choices) {
        Optional<String> value = text(values, key).map(String::strip);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(choices)
                .filter(choice -> name(choice).equalsIgnoreCase(value.get()))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        key,
                        value.get(),
                        "known are "
                                + Arrays.stream(choices).map(ModelChoice::name).collect(Collectors.joining(", ")))));
    }

    /** As users write it. */
    public static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
