package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the files of sentence-transformers say, where there are any.
 *
 * @param modules where things are
 * @param transformer {@code sentence_bert_config.json}
 * @param tokenizer {@code tokenizer_config.json}
 * @param prompts {@code config_sentence_transformers.json}
 */
record SentenceFiles(
        Modules modules,
        Optional<PoolingFile> pooling,
        Optional<JsonFile> transformer,
        Optional<JsonFile> tokenizer,
        PromptFile prompts) {
    private static final List<String> NAMES = List.of(
            "sentence_bert_config.json",
            "sentence_roberta_config.json",
            "sentence_distilbert_config.json",
            "sentence_camembert_config.json",
            "sentence_albert_config.json",
            "sentence_xlm-roberta_config.json",
            "sentence_xlnet_config.json");

    SentenceFiles {
        requireNonNull(modules, "modules is null");
        requireNonNull(pooling, "pooling is null");
        requireNonNull(transformer, "transformer is null");
        requireNonNull(tokenizer, "tokenizer is null");
        requireNonNull(prompts, "prompts is null");
    }

    static SentenceFiles read(Path folder, Modules modules, int hidden) {
        Optional<JsonFile> transformer = NAMES.stream()
                .map(name -> JsonFile.find(modules.transformer().resolve(name)))
                .flatMap(Optional::stream)
                .findFirst();
        transformer.ifPresent(SentenceFiles::check);
        Optional<JsonFile> tokenizer = JsonFile.find(modules.transformer().resolve("tokenizer_config.json"));
        tokenizer.ifPresent(config -> ConfigChecks.expectText(config, "truncation_side", "right"));
        return new SentenceFiles(
                modules,
                modules.pooling()
                        .map(pooling -> PoolingFile.read(JsonFile.read(pooling.resolve("config.json")), hidden)),
                transformer,
                tokenizer,
                PromptFile.read(JsonFile.find(folder.resolve("config_sentence_transformers.json"))));
    }

    private static void check(JsonFile config) {
        for (String key : List.of(
                "query_length",
                "document_length",
                "query_expansion",
                "processing_kwargs",
                "tokenizer_args",
                "processor_kwargs",
                "config_args",
                "config_kwargs")) {
            ConfigChecks.refuse(config, key);
        }
        ConfigChecks.expectText(config, "transformer_task", "feature-extraction");
        ConfigChecks.expectText(config, "module_output_name", "token_embeddings");
        config.object("modality_config")
                .flatMap(modalities -> modalities.object("text"))
                .ifPresent(text -> {
                    ConfigChecks.expectText(text, "method", "forward");
                    ConfigChecks.expectText(text, "method_output_name", "last_hidden_state");
                });
    }

    boolean lowerCase() {
        return transformer.map(config -> config.isTrue("do_lower_case")).orElse(false);
    }

    /** All that was read of the checkpoint, weights aside. */
    List<Path> paths(Path folder) {
        List<Path> paths = new ArrayList<>();
        paths.add(modules.transformer().resolve("config.json"));
        paths.add(folder.resolve("modules.json"));
        modules.pooling().ifPresent(pooling -> paths.add(pooling.resolve("config.json")));
        transformer.ifPresent(file -> paths.add(file.path()));
        paths.add(folder.resolve("config_sentence_transformers.json"));
        paths.add(modules.transformer().resolve("tokenizer_config.json"));
        paths.add(modules.transformer().resolve("tokenizer.json"));
        return paths;
    }
}
