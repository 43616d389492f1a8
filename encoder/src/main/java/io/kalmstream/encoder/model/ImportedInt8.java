package io.kalmstream.encoder.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Precision;
import io.kalmstream.encoder.Prompts;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.graph.ModelGraph;
import io.kalmstream.encoder.onnx.OnnxTextEncoder;
import io.kalmstream.encoder.text.TextRules;
import io.kalmstream.encoder.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** An int8 model in a folder without its checkpoint: what was decided at its import holds, only what the graph does not know can change. */
final class ImportedInt8 {
    private ImportedInt8() {}

    static boolean isAt(Path folder) {
        return Files.exists(new Int8Files(folder).manifest()) && !Files.exists(folder.resolve("config.json"));
    }

    static TextEncoder open(Path folder, EncoderOptions options) {
        Int8Files files = new Int8Files(folder);
        try (InputStream onnx = Files.newInputStream(files.graph())) {
            Int8Manifest manifest = Int8Manifest.read(files.manifest());
            requirePossible(folder, options, manifest);
            ModelCard card = new ModelCard(
                    manifest.name(),
                    manifest.revision(),
                    manifest.dimensions(),
                    options.maxTokens().orElse(manifest.maxTokens()));
            Prompts prompts = new Prompts(
                    options.queryPrompt().orElse(manifest.queryPrompt()),
                    options.documentPrompt().orElse(manifest.documentPrompt()));
            Tokenizer tokenizer =
                    Tokenizer.open(files.tokenizer(), card.maxTokens(), new TextRules(prompts, manifest.lowerCase()));
            TextEncoder encoder = OnnxTextEncoder.open(
                    card,
                    tokenizer,
                    ModelProto.parseFrom(onnx),
                    ModelOpener.real(folder),
                    ModelGraph.OUTPUT,
                    options.threads());
            return ShorterVectors.of(encoder, options.dimensions().orElse(card.dimensions()));
        } catch (IOException e) {
            throw new EncoderException(
                    "The int8 model in " + folder + " cannot be read (" + e.getMessage() + "); import it again", e);
        }
    }

    private static void requirePossible(Path folder, EncoderOptions options, Int8Manifest manifest) {
        if (options.precision() != Precision.INT8) {
            throw new EncoderException(
                    folder + " has int8 weights only; ask for int8, or open the checkpoint of " + manifest.name());
        }
        if (options.attention().isPresent() || options.pooling().isPresent()) {
            throw new EncoderException("encoder.attention and encoder.pooling cannot be changed in the int8 model "
                    + folder + "; import its checkpoint again with them");
        }
        int maxTokens = options.maxTokens().orElse(manifest.maxTokens());
        if (maxTokens > manifest.maxTokens()) {
            throw new EncoderException("encoder.max.tokens is " + maxTokens + ", but the int8 model " + folder
                    + " was imported for " + manifest.maxTokens() + "; import its checkpoint again with more");
        }
    }
}
