package io.kalmstream.deploy.command;

import io.kalmstream.deploy.config.ModelKeys;
import io.kalmstream.deploy.embed.ModelChoice;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a checkpoint is to be read, over what its own files say. Each option stands for a key of a configuration file. */
final class DecisionOptions {

    @Option(
            names = "--attention",
            paramLabel = "A",
            description = "bidirectional or causal, where the model's files do not say it (encoder.attention).")
    private @Nullable String attention;

    @Option(
            names = "--pooling",
            paramLabel = "P",
            description = "mean, cls or last_token; else as the model says (encoder.pooling).")
    private @Nullable String pooling;

    @Option(
            names = "--prompt-query",
            paramLabel = "T",
            description = "Put before a query; else as the model says. \\n is a line end (encoder.prompt.query).")
    private @Nullable String promptQuery;

    @Option(
            names = "--prompt-document",
            paramLabel = "T",
            description = "Put before a document; else as the model says (encoder.prompt.document).")
    private @Nullable String promptDocument;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "Longer texts are cut; else as the model says (encoder.max.tokens).")
    private @Nullable String maxTokens;

    @Option(
            names = "--dimensions",
            paramLabel = "N",
            description = "Shorter vectors, for models trained for it (encoder.dimensions).")
    private @Nullable String dimensions;

    DecisionOptions() {}

    /** What was given, by the keys of a configuration file. */
    Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>();
        put(keys, ModelKeys.ATTENTION, attention);
        put(keys, ModelKeys.POOLING, pooling);
        put(keys, ModelKeys.PROMPT_QUERY, unescaped(promptQuery));
        put(keys, ModelKeys.PROMPT_DOCUMENT, unescaped(promptDocument));
        put(keys, ModelKeys.MAX_TOKENS, maxTokens);
        put(keys, ModelKeys.DIMENSIONS, dimensions);
        return keys;
    }

    /** A model that is named by the command's argument. */
    ModelChoice choice(String model) {
        Map<String, String> all = keys();
        all.put(ModelKeys.MODEL, model);
        return ModelKeys.choice(all);
    }

    /** Shells do not make a line end of {@code \n}, and prompts have them. */
    private static @Nullable String unescaped(@Nullable String value) {
        return value == null ? null : value.replace("\\n", "\n").replace("\\t", "\t");
    }

    static void put(Map<String, String> keys, String key, @Nullable String value) {
        if (value != null) {
            keys.put(key, value);
        }
    }
}
