package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderException;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code config.json} says of the transformer.
 *
 * @param tensors all that the architecture needs
 * @param positions longest input, special tokens included
 * @param stock how the architecture attends where nobody says otherwise
 * @param unsupportedWindow a longer input would be attended to through a sliding window that is not implemented
 */
record Architecture(
        JsonFile config,
        ModelSpec spec,
        List<ExpectedTensor> tensors,
        int positions,
        Attention stock,
        OptionalInt unsupportedWindow) {
    Architecture {
        requireNonNull(config, "config is null");
        requireNonNull(spec, "spec is null");
        tensors = List.copyOf(tensors);
        requireNonNull(stock, "stock is null");
        requireNonNull(unsupportedWindow, "unsupportedWindow is null");
    }

    static Architecture read(JsonFile config) {
        String type = config.text("model_type")
                .orElseThrow(() -> new EncoderException(config.path() + ": model_type is missing"));
        return switch (type) {
            case "qwen2" -> Qwen2Config.read(config);
            case "gemma3_text" -> Gemma3Config.read(config);
            case "gemma3" -> Gemma3Config.read(textConfig(config));
            case "bert" -> BertConfig.read(config);
            default ->
                throw config.wrong(
                        "model_type", "one of qwen2, gemma3_text, gemma3, bert: no other architecture is known");
        };
    }

    /** Of a model that can see too: its text part alone. */
    private static JsonFile textConfig(JsonFile config) {
        ConfigChecks.common(config);
        return config.object("text_config")
                .orElseThrow(() -> new EncoderException(config.path() + ": text_config is missing"));
    }

    /**
     * @param maxTokens the longest input there will be
     * @throws EncoderException it would be attended to through a window that is not implemented
     */
    void checkWindow(int maxTokens) {
        if (unsupportedWindow.isPresent() && maxTokens > unsupportedWindow.getAsInt()) {
            throw config.wrong(
                    "use_sliding_window",
                    "false: a sliding window is not implemented for qwen2, and sliding_window "
                            + unsupportedWindow.getAsInt() + " is less than the " + maxTokens
                            + " tokens of encoder.max.tokens");
        }
    }
}
