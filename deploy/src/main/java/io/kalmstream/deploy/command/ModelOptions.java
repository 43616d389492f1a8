package io.kalmstream.deploy.command;

import io.kalmstream.deploy.config.ModelKeys;
import io.kalmstream.deploy.embed.ModelChoice;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model, and what is wanted of it. Each option stands for a key of a configuration file. */
final class ModelOptions {

    @Option(
            names = "--model",
            paramLabel = "M",
            description = "builtin, a checkpoint's folder, or hf:org/name[@revision] (encoder.model; builtin).")
    private @Nullable String model;

    @Option(names = "--precision", paramLabel = "P", description = "fp32 or int8 (encoder.precision; fp32).")
    private @Nullable String precision;

    @Option(names = "--threads", paramLabel = "N", description = "That compute one batch (encoder.threads; all cores).")
    private @Nullable String threads;

    @Mixin
    private final DecisionOptions decisions = new DecisionOptions();

    ModelOptions() {}

    /** What was given, by the keys of a configuration file. */
    Map<String, String> keys() {
        Map<String, String> keys = decisions.keys();
        DecisionOptions.put(keys, ModelKeys.MODEL, model);
        DecisionOptions.put(keys, ModelKeys.PRECISION, precision);
        DecisionOptions.put(keys, ModelKeys.THREADS, threads);
        return keys;
    }

    ModelChoice choice() {
        return ModelKeys.choice(keys());
    }
}
