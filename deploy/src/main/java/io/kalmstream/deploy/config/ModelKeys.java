package io.kalmstream.deploy.config;

import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Precision;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Which model, and what is wanted of it. */
public final class ModelKeys {
    public static final String MODEL = "encoder.model";
    public static final String PRECISION = "encoder.precision";
    public static final String ATTENTION = "encoder.attention";
    public static final String POOLING = "encoder.pooling";
    public static final String PROMPT_QUERY = "encoder.prompt.query";
    public static final String PROMPT_DOCUMENT = "encoder.prompt.document";
    public static final String MAX_TOKENS = "encoder.max.tokens";
    public static final String DIMENSIONS = "encoder.dimensions";
    public static final String THREADS = "encoder.threads";
    static final String DEADLINE = "encoder.deadline.ms";

    static final KeyGroup GROUP =
            new KeyGroup("model", "Which model makes the vectors, and how.", new ModelKeys().define());

    private final ConfigDef definition = new ConfigDef();

    private ModelKeys() {}

    private ConfigDef define() {
        definition.define(
                MODEL,
                ConfigDef.Type.STRING,
                Encoders.BUILT_IN,
                Check.notBlank(),
                Importance.HIGH,
                "builtin, a checkpoint's folder, or hf:org/name[@revision].");
        choice(
                PRECISION,
                ModelChoice.name(EncoderOptions.defaults().precision()),
                OneOf.names(Precision.values()),
                "In which the large products are computed; int8 is quicker on a CPU and less exact.");
        choice(
                ATTENTION,
                null,
                OneOf.names(Attention.values()),
                "Which tokens a token sees; not set: as the model says, and it is needed where the model does not.");
        choice(
                POOLING,
                null,
                OneOf.names(Pooling.values()),
                "How the vectors of a text's tokens become one; not set: as the model says.");
        prompt(PROMPT_QUERY, "Put before a query; not set: as the model says.");
        prompt(PROMPT_DOCUMENT, "Put before a document; not set: as the model says.");
        number(MAX_TOKENS, "Longer texts are cut; not set: as the model says.");
        number(DIMENSIONS, "Shorter vectors, for models trained for it; not set: the model's own.");
        number(THREADS, "Threads that compute one batch together; not set: one a core.");
        return definition.define(
                DEADLINE,
                ConfigDef.Type.LONG,
                WorkerSettings.DEFAULT_ENCODE_DEADLINE.toMillis(),
                Check.positive(),
                Importance.LOW,
                "A call of the device that takes longer hangs: the worker ends, to be replaced.");
    }

    private void choice(String key, @Nullable String value, OneOf words, String sentence) {
        definition.define(key, ConfigDef.Type.STRING, value, words, Importance.MEDIUM, sentence);
    }

    private void number(String key, String sentence) {
        definition.define(key, ConfigDef.Type.INT, null, Check.positive(), Importance.MEDIUM, sentence);
    }

    private void prompt(String key, String sentence) {
        definition.define(key, ConfigDef.Type.STRING, null, Importance.MEDIUM, sentence);
    }

    /**
     * @param given other keys are passed over
     * @throws ConfigException values that make no sense; the message names them all
     */
    public static ModelChoice choice(Map<String, String> given) {
        return Problems.refuseAny(problems -> read(given, problems)).choice();
    }

    static Optional<Model> read(Map<String, String> given, Problems problems) {
        return Optional.of(Values.of(GROUP, given, problems))
                .filter(Values::areValid)
                .map(values -> new Model(choice(given, values), values.millis(DEADLINE)));
    }

    private static ModelChoice choice(Map<String, String> given, Values values) {
        return new ModelChoice(
                values.text(MODEL),
                new EncoderOptions(
                        values.choice(PRECISION, Precision.class),
                        values.maybeNumber(THREADS)
                                .orElse(EncoderOptions.defaults().threads()),
                        values.maybeChoice(ATTENTION, Attention.class),
                        values.maybeChoice(POOLING, Pooling.class),
                        // As they were written: blanks at their ends count.
                        Optional.ofNullable(given.get(PROMPT_QUERY)),
                        Optional.ofNullable(given.get(PROMPT_DOCUMENT)),
                        number(values, MAX_TOKENS),
                        number(values, DIMENSIONS)));
    }

    private static OptionalInt number(Values values, String key) {
        return values.maybeNumber(key).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** @param deadline of one call of the device */
    record Model(ModelChoice choice, Duration deadline) {}
}
