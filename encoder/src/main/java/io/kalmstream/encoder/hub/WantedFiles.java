package io.kalmstream.encoder.hub;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of a repository that a checkpoint is read from. No pickles, no Python, no other formats of the same weights: what is not
 * read is not fetched, and what could be run is never fetched.
 */
final class WantedFiles {
    private static final Set<String> SETTINGS = Set.of(
            "config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "modules.json",
            "sentence_bert_config.json",
            "config_sentence_transformers.json");
    /** Settings of a module of sentence-transformers, like {@code 1_Pooling/config.json}. */
    private static final Pattern MODULE = Pattern.compile("[0-9]+_[A-Za-z]+/config\\.json");

    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final Pattern SHARD = Pattern.compile("model-[0-9]{5}-of-[0-9]{5}\\.safetensors");

    private WantedFiles() {}

    /** Settings first, which are small: what is wrong with them shows before the weights are fetched. */
    static List<RemoteFile> of(List<RemoteFile> all) {
        boolean single = has(all, SINGLE);
        return all.stream()
                .filter(file -> isSetting(file.path()) || isWeights(file.path(), single))
                .sorted(Comparator.comparing((RemoteFile file) -> !isSetting(file.path()))
                        .thenComparing(RemoteFile::path))
                .toList();
    }

    /** @throws HubException a part is missing that every checkpoint has */
    static void requireCheckpoint(HubModel model, List<RemoteFile> wanted) {
        require(model, has(wanted, "config.json"), "no config.json");
        require(
                model,
                has(wanted, "tokenizer.json"),
                "no tokenizer.json, which is the only form of tokenizer that is read");
        require(
                model,
                has(wanted, SINGLE) || (has(wanted, INDEX) && wanted.stream().anyMatch(file -> isShard(file.path()))),
                "no model.safetensors, the only form of weights that is read (a pickle like pytorch_model.bin could"
                        + " run code)");
    }

    private static boolean isSetting(String path) {
        return SETTINGS.contains(path) || MODULE.matcher(path).matches();
    }

    private static boolean isWeights(String path, boolean single) {
        return single ? path.equals(SINGLE) : path.equals(INDEX) || isShard(path);
    }

    private static boolean isShard(String path) {
        return SHARD.matcher(path).matches();
    }

    private static boolean has(List<RemoteFile> files, String path) {
        return files.stream().anyMatch(file -> file.path().equals(path));
    }

    private static void require(HubModel model, boolean holds, String what) {
        if (!holds) {
            throw new HubException(HubException.Fault.REFUSED, model + " has " + what);
        }
    }
}
