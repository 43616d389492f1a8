package io.kalmstream.encoder.model;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.checkpoint.Checkpoints;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.checkpoint.WeightTensor;
import io.kalmstream.encoder.graph.ModelGraph;
import io.kalmstream.encoder.model.ImportReport.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a checkpoint as ONNX files. The fp32 graph refers to the checkpoint's own bytes and lies beside them; an int8 model has its own
 * weights and may lie anywhere. No file is ever there in part, and what is needed of the heap does not grow with the checkpoint.
 *
 * <p>Threads: one for each folder.
 */
public final class ModelImport {
    /** The fp32 graph, beside the safetensors. */
    public static final String FP32 = "kalmstream.fp32.onnx";

    private final Path checkpoint;
    private final Path output;
    private final EncoderOptions options;
    private final ImportListener listener;

    private ModelImport(Path checkpoint, Path output, EncoderOptions options, ImportListener listener) {
        this.checkpoint = requireNonNull(checkpoint, "checkpoint is null");
        this.output = requireNonNull(output, "output is null");
        this.options = requireNonNull(options, "options is null");
        this.listener = requireNonNull(listener, "listener is null");
    }

    /**
     * @param checkpoint folder
     * @param output folder, created if it is not there; the checkpoint's own for fp32
     * @param options with the precision that is wanted
     * @throws EncoderException the checkpoint is not one, or the folder cannot be written to
     */
    public static ImportReport run(Path checkpoint, Path output, EncoderOptions options, ImportListener listener) {
        return new ModelImport(checkpoint, output, options, listener).run();
    }

    private ImportReport run() {
        long began = System.nanoTime();
        ModelPlan plan = Checkpoints.plan(checkpoint, options);
        List<Path> files = write(plan);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Optional<Agreement> agreement = agreement(plan);
        return new ImportReport(
                plan,
                plan.weights().values().stream()
                        .mapToLong(WeightTensor::elements)
                        .sum(),
                sizes(files),
                took,
                agreement,
                agreement.filter(Agreement::isPoor).map(Agreement::warning).stream()
                        .toList());
    }

    private List<Path> write(ModelPlan plan) {
        try {
            return switch (options.precision()) {
                case FP32 -> List.of(fp32(plan));
                case INT8 -> int8(plan);
            };
        } catch (IOException e) {
            throw new EncoderException(
                    "Cannot write to " + output + " (" + e
                            + "); make room, make it writable or name another folder: int8 "
                            + "models may lie anywhere, and an fp32 checkpoint can be opened without being imported",
                    e);
        }
    }

    private Path fp32(ModelPlan plan) throws IOException {
        if (!Files.isDirectory(output) || !Files.isSameFile(output, checkpoint)) {
            throw new EncoderException("An fp32 graph refers to the weights in " + checkpoint
                    + " and must lie there, not in " + output + "; leave the output away, or import int8");
        }
        WeightsFolder weights = WeightsFolder.of(plan.weights().values());
        Path graph = besideThem(weights).resolve(FP32);
        byte[] onnx = ModelGraph.fp32(plan, weights::location).toByteArray();
        AtomicFile.write(graph, file -> Files.write(file, onnx));
        return graph;
    }

    /** The checkpoint, or a folder in it: sentence-transformers may keep the weights in one of their own. */
    private Path besideThem(WeightsFolder weights) throws IOException {
        Path inside = checkpoint.toRealPath();
        if (!weights.path().startsWith(inside)) {
            throw new EncoderException("The weights of " + checkpoint + " are links to " + weights.path()
                    + ", which ONNX Runtime does not follow from a graph; open the checkpoint as it is, which needs no"
                    + " import, or import a copy without links (cp -rL)");
        }
        return checkpoint.resolve(inside.relativize(weights.path()));
    }

    private List<Path> int8(ModelPlan plan) throws IOException {
        Int8Files files = new Int8Files(Files.createDirectories(output));
        files.write(plan, listener);
        return files.all();
    }

    private static List<WrittenFile> sizes(List<Path> files) {
        List<WrittenFile> written = new ArrayList<>();
        for (Path file : files) {
            try {
                written.add(new WrittenFile(file, Files.size(file)));
            } catch (IOException e) {
                throw new EncoderException("The file " + file + " was written but is not there any more", e);
            }
        }
        return written;
    }

    private Optional<Agreement> agreement(ModelPlan plan) {
        return switch (options.precision()) {
            case FP32 -> Optional.empty();
            case INT8 -> Optional.of(measure(plan));
        };
    }

    private Agreement measure(ModelPlan plan) {
        List<String> texts = Agreement.sample();
        List<float[]> exact;
        try (TextEncoder fp32 = ModelOpener.fp32(plan, options)) {
            exact = Agreement.vectors(fp32, texts);
        }
        try (TextEncoder int8 = ModelOpener.int8(plan, new Int8Files(output), options)) {
            return Agreement.of(exact, Agreement.vectors(int8, texts));
        }
    }
}
