package io.kalmstream.deploy.command;

import io.kalmstream.deploy.embed.EmbedListener;
import io.kalmstream.deploy.embed.EmbedRun;
import io.kalmstream.deploy.embed.EmbedSummary;
import io.kalmstream.deploy.embed.JsonOutput;
import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.deploy.embed.NpyOutput;
import io.kalmstream.deploy.embed.TextOutput;
import io.kalmstream.deploy.embed.VectorOutput;
import io.kalmstream.deploy.feed.LineSource;
import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.batch.DeviceBatcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "embed",
        description = {
            "Turn lines of text into vectors, in their order.",
            "Vectors have unit length. Without --json or --npy a line has a vector's numbers, apart by spaces."
        },
        footer = {
            "",
            "A line that has no vector (not UTF-8, over 1 MiB, or refused by the model) keeps its place: with --json"
                + " it is {\"line\": n, \"error\": ...}, otherwise a row of NaN. Its number is said, the others come"
                + " out, and the exit code is 65."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class EmbedCommand implements Callable<Integer> {
    private static final Path STANDARD_INPUT = Path.of("-");

    @Option(
            names = "--input",
            paramLabel = "FILE|-",
            required = true,
            description = "A text a line, in UTF-8; - is standard input.")
    private Path input = STANDARD_INPUT;

    @Option(
            names = "--side",
            paramLabel = "S",
            defaultValue = "document",
            description = "query or document: whose prompt is put before a text (${DEFAULT-VALUE}).")
    private Side side = Side.DOCUMENT;

    @Option(names = "--json", description = "Print an object a line: line, tokens, truncated, embedding.")
    private boolean json;

    @Option(
            names = "--npy",
            paramLabel = "FILE",
            description = "Write NumPy's file of a float32 array [lines, dimensions] instead of printing.")
    private @Nullable Path npy;

    @Mixin
    private final ModelOptions model = new ModelOptions();

    @Spec
    private @Nullable CommandSpec spec;

    EmbedCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Specs.of(spec);
        if (json && npy != null) {
            throw Specs.usage(command, "--json and --npy: one of them");
        }
        if (npy != null && (npy.getFileName() == null || Files.isDirectory(npy))) {
            throw Specs.usage(command, "--npy: " + npy + " is a folder");
        }
        LineSource source = Specs.readable(command, input);
        ModelChoice choice = model.choice();
        PrintWriter err = command.commandLine().getErr();
        long begun = System.nanoTime();
        EmbedSummary summary;
        ModelCard card;
        try (TextEncoder encoder = OpenModel.open(choice, err);
                DeviceBatcher batcher = new DeviceBatcher(encoder);
                InputStream in = source.open();
                Progress progress = Terminal.find().progress(err, ProgressUnit.LINES);
                VectorOutput output = output(command, encoder.model().dimensions())) {
            card = encoder.model();
            begun = System.nanoTime();
            EmbedListener view = new EmbedView(progress, source.lines());
            summary = new EmbedRun(batcher, side, output, view).run(in);
        }
        say(err, summary, card, (System.nanoTime() - begun) / 1e9);
        return summary.rejected() == 0 ? ExitCode.OK : ExitCode.DATA;
    }

    private VectorOutput output(CommandSpec command, int dimensions) throws IOException {
        PrintWriter out = command.commandLine().getOut();
        if (npy != null) {
            try {
                return NpyOutput.create(npy, dimensions);
            } catch (IOException e) {
                throw CommandException.configuration("--npy: " + npy + " cannot be written: " + e.getMessage());
            }
        }
        return json ? new JsonOutput(out) : new TextOutput(out, dimensions);
    }

    private void say(PrintWriter err, EmbedSummary summary, ModelCard card, double seconds) {
        err.println(String.format(
                Locale.ROOT,
                "%d lines as %s by %s in %.1f s (%.0f/s): %d vectors of %d dimensions, %d tokens, %d texts cut at %d"
                        + " tokens, %d lines without a vector.",
                summary.lines(),
                ModelChoice.name(side),
                card.stamp(),
                seconds,
                summary.lines() / Math.max(seconds, 1e-3),
                summary.lines() - summary.rejected(),
                card.dimensions(),
                summary.tokens(),
                summary.truncated(),
                card.maxTokens(),
                summary.rejected()));
    }
}
