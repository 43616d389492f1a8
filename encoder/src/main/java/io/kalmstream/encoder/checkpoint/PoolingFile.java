package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.kalmstream.encoder.Pooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code 1_Pooling/config.json} of sentence-transformers: flags until its version 5.3, since then a {@code pooling_mode}, which wins where
 * there are both.
 *
 * @param includePrompt whether the prompt's tokens take part
 */
record PoolingFile(Pooling pooling, boolean includePrompt, String source) {
    private static final Map<String, String> FLAGS = Map.of(
            "pooling_mode_cls_token", "cls",
            "pooling_mode_max_tokens", "max",
            "pooling_mode_mean_tokens", "mean",
            "pooling_mode_mean_sqrt_len_tokens", "mean_sqrt_len_tokens",
            "pooling_mode_weightedmean_tokens", "weightedmean",
            "pooling_mode_lasttoken", "lasttoken");

    PoolingFile {
        requireNonNull(pooling, "pooling is null");
        requireNonNull(source, "source is null");
    }

    static PoolingFile read(JsonFile config, int hidden) {
        for (String key : List.of("word_embedding_dimension", "embedding_dimension")) {
            if (config.count(key).orElse(hidden) != hidden) {
                throw config.wrong(key, hidden + ", the hidden_size of the model's config.json");
            }
        }
        String source = config.path().getParent() == null
                ? "config.json"
                : config.path().getParent().getFileName() + "/" + config.path().getFileName();
        return new PoolingFile(pooling(config), config.flag("include_prompt").orElse(true), source);
    }

    private static Pooling pooling(JsonFile config) {
        List<String> modes = modes(config);
        if (modes.size() != 1) {
            throw config.wrong("pooling_mode", "a single one: several, which are " + modes + ", are not implemented");
        }
        return switch (modes.getFirst()) {
            case "mean" -> Pooling.MEAN;
            case "cls" -> Pooling.CLS;
            case "lasttoken" -> Pooling.LAST_TOKEN;
            default ->
                throw config.wrong(
                        "pooling_mode", "mean, cls or lasttoken: " + modes.getFirst() + " is not implemented");
        };
    }

    private static List<String> modes(JsonFile config) {
        Optional<JsonNode> mode = config.any("pooling_mode");
        List<String> modes = new ArrayList<>();
        if (mode.isPresent()) {
            if (mode.get().isArray()) {
                mode.get().forEach(each -> modes.add(each.asText()));
            } else {
                modes.add(mode.get().asText());
            }
            return modes;
        }
        for (String key : config.keys()) {
            if (key.startsWith("pooling_mode_") && config.isTrue(key)) {
                modes.add(FLAGS.getOrDefault(key, key));
            }
        }
        return modes.isEmpty() ? List.of("mean") : modes;
    }
}
