package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The prompts of {@code config_sentence_transformers.json}.
 *
 * @param query empty where the file is silent, which is not the same as an empty prompt
 * @param document likewise
 * @param fallback of {@code default_prompt_name}, which some versions use for whatever has no prompt of its own
 */
record PromptFile(Optional<Prompt> query, Optional<Prompt> document, Optional<Prompt> fallback) {
    private static final PromptFile NONE = new PromptFile(Optional.empty(), Optional.empty(), Optional.empty());

    PromptFile {
        requireNonNull(query, "query is null");
        requireNonNull(document, "document is null");
        requireNonNull(fallback, "fallback is null");
    }

    static PromptFile read(Optional<JsonFile> config) {
        return config.map(PromptFile::read).orElse(NONE);
    }

    private static PromptFile read(JsonFile config) {
        Optional<JsonFile> prompts = config.object("prompts");
        Optional<String> name = config.text("default_prompt_name");
        Optional<Prompt> fallback = name.flatMap(key -> prompt(prompts, key));
        if (name.isPresent() && fallback.isEmpty()) {
            throw config.wrong("default_prompt_name", "one of the prompts");
        }
        return new PromptFile(
                prompt(prompts, "query"),
                List.of("document", "passage", "corpus").stream()
                        .flatMap(key -> prompt(prompts, key).stream())
                        .findFirst(),
                fallback);
    }

    private static Optional<Prompt> prompt(Optional<JsonFile> prompts, String key) {
        return prompts.flatMap(all -> all.text(key).map(text -> new Prompt(text, all.at(key))));
    }

    /** @param source file and key */
    record Prompt(String text, String source) {
        Prompt {
            requireNonNull(text, "text is null");
            requireNonNull(source, "source is null");
        }
    }
}
