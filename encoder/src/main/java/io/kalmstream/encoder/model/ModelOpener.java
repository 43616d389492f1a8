package io.kalmstream.encoder.model;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.checkpoint.Checkpoints;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.graph.Int8Layout;
import io.kalmstream.encoder.graph.ModelGraph;
import io.kalmstream.encoder.onnx.OnnxTextEncoder;
import io.kalmstream.encoder.text.TextRules;
import io.kalmstream.encoder.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens folders: a checkpoint, or an int8 model that was imported to a folder of its own. */
public final class ModelOpener {
    private static final Logger LOG = LoggerFactory.getLogger(ModelOpener.class);

    private final CacheFolder cache;

    ModelOpener(CacheFolder cache) {
        this.cache = cache;
    }

    /** With the cache of this user. */
    public ModelOpener() {
        this(CacheFolder.ofUser());
    }

    /** @throws EncoderException one line that says what is wrong with the folder or the options */
    public TextEncoder open(Path folder, EncoderOptions options) {
        if (ImportedInt8.isAt(folder)) {
            return ImportedInt8.open(folder, options);
        }
        ModelPlan plan = Checkpoints.plan(folder, options);
        plan.decisions()
                .forEach(decision -> decision.warning()
                        .ifPresent(warning -> LOG.warn("{} {}: {}", plan.card().name(), decision.key(), warning)));
        return switch (options.precision()) {
            case FP32 -> fp32(plan, options);
            case INT8 -> int8(plan, int8Files(folder, plan), options);
        };
    }

    static TextEncoder fp32(ModelPlan plan, EncoderOptions options) {
        WeightsFolder weights = WeightsFolder.of(plan.weights().values());
        return OnnxTextEncoder.open(
                plan.card(),
                tokenizer(plan),
                ModelGraph.fp32(plan, weights::location),
                weights.path(),
                ModelGraph.OUTPUT,
                options.threads());
    }

    static TextEncoder int8(ModelPlan plan, Int8Files files, EncoderOptions options) {
        Int8Layout layout = Int8Layout.of(plan, files.weights());
        return OnnxTextEncoder.open(
                plan.card(),
                tokenizer(plan),
                ModelGraph.int8(plan, layout, Int8Files::name),
                real(files.folder()),
                ModelGraph.OUTPUT,
                options.threads());
    }

    private Int8Files int8Files(Path folder, ModelPlan plan) {
        Int8Files beside = new Int8Files(folder);
        try {
            if (beside.fit(plan)) {
                return beside;
            }
        } catch (IOException e) {
            throw new EncoderException("The int8 files in " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return cache.int8(plan, ImportListener.NONE);
    }

    private static Tokenizer tokenizer(ModelPlan plan) {
        return Tokenizer.open(
                plan.tokenizer(), plan.card().maxTokens(), new TextRules(plan.prompts(), plan.lowerCase()));
    }

    static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new EncoderException("The folder " + folder + " cannot be found", e);
        }
    }
}
