package io.kalmstream.deploy.command;

import io.kalmstream.deploy.dedup.LabelledPair;
import io.kalmstream.deploy.dedup.LabelledPairs;
import io.kalmstream.deploy.feed.LineSource;
import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.encoder.Embedder;
import io.kalmstream.encoder.Side;
import io.kalmstream.sinks.duplicates.Calibration;
import io.kalmstream.topology.event.ComposedText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "calibrate",
        description = {
            "Find the threshold of near-duplicates that suits a model and one's own texts.",
            "From pairs of texts of which somebody knows whether they say the same: precision and recall by threshold,"
                    + " and the value for duplicates.threshold."
        },
        footer = {
            "",
            "Take pairs that are hard to tell apart: of texts that have nothing to do with each other any threshold is"
                    + " right. The exit code is 1 where no threshold reaches the precision."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DedupCalibrateCommand implements Callable<Integer> {
    private static final int BATCH = 256;

    @Option(
            names = "--pairs",
            paramLabel = "FILE|-",
            required = true,
            description = "A line each: {\"a\": text, \"b\": text, \"duplicate\": true|false}; - is standard input.")
    private Path pairs = Path.of("-");

    @Option(
            names = "--min-precision",
            paramLabel = "P",
            defaultValue = "1.0",
            description = "Of what is marked, so much must be duplicates; as many as possible are found"
                    + " (${DEFAULT-VALUE}).")
    private double precision;

    @Option(names = "--json", description = "Print one object: pairs, duplicates, curve, suggested.")
    private boolean json;

    @Mixin
    private final ModelOptions model = new ModelOptions();

    @Spec
    private @Nullable CommandSpec spec;

    DedupCalibrateCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Specs.of(spec);
        if (!(precision > 0 && precision <= 1)) {
            throw Specs.usage(command, "--min-precision must be above 0 and at most 1: " + precision);
        }
        List<LabelledPair> labelled = read(Specs.readable(command, "--pairs", pairs));
        CalibrationText text;
        try (Embedder embedder =
                Embedder.of(OpenModel.open(model.choice(), command.commandLine().getErr()))) {
            List<Calibration.Pair> scored =
                    score(embedder, labelled, command.commandLine().getErr());
            text = new CalibrationText(embedder.model().stamp(), scored, calibration(scored), precision);
        }
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(text.json());
        } else {
            text.lines(Terminal.find().columns()).forEach(out::println);
        }
        return text.suggests() ? ExitCode.OK : ExitCode.UNACCOUNTED;
    }

    private static List<LabelledPair> read(LineSource source) throws IOException {
        try (InputStream in = source.open()) {
            return LabelledPairs.read(in);
        } catch (LabelledPairs.UnusableLineException e) {
            throw CommandException.data(source + ", " + e.getMessage());
        }
    }

    private static Calibration calibration(List<Calibration.Pair> scored) {
        try {
            return new Calibration(scored);
        } catch (IllegalArgumentException e) {
            throw CommandException.data("--pairs: " + e.getMessage());
        }
    }

    private static List<Calibration.Pair> score(Embedder embedder, List<LabelledPair> pairs, PrintWriter err)
            throws InterruptedException {
        List<Calibration.Pair> scored = new ArrayList<>();
        try (Progress progress = Terminal.find().progress(err, ProgressUnit.PAIRS)) {
            for (int start = 0; start < pairs.size(); start += BATCH) {
                List<LabelledPair> batch = pairs.subList(start, Math.min(pairs.size(), start + BATCH));
                List<float[]> vectors = embedder.embed(
                        batch.stream()
                                .flatMap(pair -> Stream.of(pair.a(), pair.b()))
                                .map(ComposedText::of)
                                .toList(),
                        Side.DOCUMENT);
                for (int i = 0; i < batch.size(); i++) {
                    double score = dot(vectors.get(2 * i), vectors.get(2 * i + 1));
                    scored.add(new Calibration.Pair(score, batch.get(i).duplicate()));
                }
                progress.at(scored.size(), pairs.size());
            }
        }
        return scored;
    }

    /** Of unit vectors. */
    private static double dot(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        return dot;
    }
}
