package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Prompts;
import io.kalmstream.encoder.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads checkpoint folders. */
public final class Checkpoints {
    private Checkpoints() {}

    /**
     * Reads what a folder says and decides what it leaves open. Only JSON and the headers of the weights are read, and a few blocks of
     * the weights where nothing else names their revision; the heap this takes does not grow with the weights.
     *
     * @param folder of a Hugging Face or sentence-transformers checkpoint
     * @throws EncoderException something is missing, damaged, contradictory or not implemented; one line that names the file, the tensor or
     *     key, and what was expected
     */
    public static ModelPlan plan(Path folder, EncoderOptions options) {
        if (!Files.isDirectory(folder)) {
            throw new EncoderException(
                    folder + " is not a folder; a checkpoint is the folder that has config.json in it");
        }
        Modules modules = Modules.of(folder);
        JsonFile config = JsonFile.read(modules.transformer().resolve("config.json"));
        Architecture architecture = Architecture.read(config);
        Weights weights = Weights.choose(WeightFiles.of(modules.transformer()), architecture);
        SentenceFiles files =
                SentenceFiles.read(folder, modules, architecture.spec().hidden());
        return new Planned(folder, options, config, architecture, weights, files).plan();
    }

    /** All that was read, on the way to a plan. */
    private record Planned(
            Path folder,
            EncoderOptions options,
            JsonFile config,
            Architecture architecture,
            Weights weights,
            SentenceFiles files) {
        ModelPlan plan() {
            boolean remoteCode = config.has("auto_map");
            Identity identity = Identity.of(folder);
            Optional<Known> known = Known.of(identity, architecture, remoteCode);
            Choice<Attention> attention = AttentionChoice.of(architecture, known, remoteCode, options.attention());
            Choice<Pooling> pooling = PoolingChoice.of(folder, files, known, options.pooling());
            Choice<String> query = PromptChoice.of(Side.QUERY, files.prompts(), known, options);
            Choice<String> document = PromptChoice.of(Side.DOCUMENT, files.prompts(), known, options);
            Choice<Integer> maxTokens = MaxTokensChoice.of(architecture, files, known, options.maxTokens());
            Choice<Integer> dimensions = DimensionsChoice.of(architecture, known, options.dimensions());
            Prompts prompts = new Prompts(query.value(), document.value());
            PromptChoice.check(files.pooling(), prompts, pooling.value());
            List<Decision> decisions = new ArrayList<>();
            for (Choice<?> choice : List.of(attention, pooling, query, document, maxTokens, dimensions)) {
                decisions.add(choice.decision());
            }
            ModelCard card = new ModelCard(
                    identity.name(),
                    identity.commit().orElse("unknown00000").substring(0, 12),
                    dimensions.value(),
                    maxTokens.value());
            return new ModelPlan(
                    card,
                    architecture.spec(),
                    attention.value(),
                    pooling.value(),
                    prompts,
                    weights.needed(),
                    modules().resolve("tokenizer.json"),
                    files.lowerCase(),
                    decisions);
        }

        private Path modules() {
            return files.modules().transformer();
        }
    }
}
