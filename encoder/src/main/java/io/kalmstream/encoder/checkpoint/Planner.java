package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.Attention;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Pooling;
import io.kalmstream.encoder.Prompts;
import io.kalmstream.encoder.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that was read of a checkpoint, on its way to a plan.
 *
 * @param config the whole {@code config.json}; the architecture may be a part of it
 */
record Planner(
        Path folder,
        EncoderOptions options,
        JsonFile config,
        Architecture architecture,
        Weights weights,
        SentenceFiles files,
        TokenizerFile tokenizer) {

    static Planner read(Path folder, EncoderOptions options) {
        Modules modules = Modules.of(folder);
        JsonFile config = JsonFile.read(modules.transformer().resolve("config.json"));
        Architecture architecture = Architecture.read(config);
        SentenceFiles files =
                SentenceFiles.read(folder, modules, architecture.spec().hidden());
        Weights weights = Weights.choose(WeightFiles.of(modules.transformer()), architecture);
        TokenizerFile tokenizer = TokenizerFile.read(modules.transformer().resolve("tokenizer.json"));
        TokenizerFit.check(tokenizer, architecture);
        return new Planner(folder, options, config, architecture, weights, files, tokenizer);
    }

    ModelPlan plan() {
        boolean remoteCode = config.has("auto_map");
        Identity identity = Identity.of(folder);
        Optional<Known> known = Known.of(identity, architecture.spec(), config, remoteCode, architecture.stock());
        Choice<Attention> attention = AttentionChoice.of(architecture, known, remoteCode, options.attention());
        Choice<Pooling> pooling = PoolingChoice.of(folder, files, known, options.pooling());
        Choice<String> query = PromptChoice.of(Side.QUERY, files.prompts(), known, options);
        Choice<String> document = PromptChoice.of(Side.DOCUMENT, files.prompts(), known, options);
        Choice<Integer> maxTokens = MaxTokensChoice.of(architecture, files, known, options.maxTokens());
        Choice<Integer> dimensions = DimensionsChoice.of(architecture, known, options.dimensions());
        architecture.checkWindow(maxTokens.value());
        Prompts prompts = new Prompts(query.value(), document.value());
        PromptChoice.check(files.pooling(), prompts);

        List<Choice<?>> changing = List.of(attention, pooling, query, document, maxTokens);
        String revision = identity.commit()
                .map(commit -> commit.substring(0, Revision.LENGTH))
                .orElseGet(() -> Revision.of(folder, files.paths(folder), weights.needed()));
        ModelCard card = new ModelCard(
                identity.name(), revision + Revision.suffix(changing), dimensions.value(), maxTokens.value());
        return new ModelPlan(
                card,
                spec(attention.value()),
                attention.value(),
                pooling.value(),
                prompts,
                weights.needed(),
                tokenizer.path(),
                files.lowerCase(),
                decisions(
                        card,
                        known,
                        Stream.concat(changing.stream(), Stream.of(dimensions)).toList()));
    }

    private ModelSpec spec(Attention attention) {
        return architecture.spec() instanceof ModelSpec.Gemma3 gemma3 && attention == Attention.BIDIRECTIONAL
                ? Gemma3Config.bidirectional(gemma3, architecture.config())
                : architecture.spec();
    }

    private List<Decision> decisions(ModelCard card, Optional<Known> known, List<Choice<?>> choices) {
        List<Decision> decisions = new ArrayList<>();
        choices.forEach(choice -> decisions.add(choice.decision()));
        decisions.add(TokenizerFit.end(tokenizer, known, files.tokenizer()));
        decisions.addAll(Facts.of(card, architecture, weights, files));
        return decisions;
    }
}
