package io.kalmstream.deploy.command;

import io.kalmstream.deploy.bench.BenchStore;
import io.kalmstream.deploy.bench.StoreBench;
import io.kalmstream.deploy.bench.StoreBenchSettings;
import io.kalmstream.deploy.bench.StoreReport;
import io.kalmstream.deploy.quickstart.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "store",
        description = {
            "Measure how many points a second a worker's adapter brings into Qdrant, beside Qdrant's client library"
                    + " alone.",
            "Both write the same random vectors, in turns, each into a collection of its own, which is deleted."
        },
        footer = {
            "",
            "With --json, standard output is one object: server, points (of a round), dimensions, batch, in_flight,"
                    + " rounds, points_per_second, bare_points_per_second, ratio (the first divided by the second)."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BenchStoreCommand implements Callable<Integer> {
    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Points in a round (${DEFAULT-VALUE}).")
    private int points;

    @Option(
            names = "--dimensions",
            paramLabel = "N",
            defaultValue = "384",
            description = "Numbers of a vector (${DEFAULT-VALUE}).")
    private int dimensions;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "256",
            description = "Points in a request (${DEFAULT-VALUE}); the adapter sends more than 256 in several.")
    private int batch;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "4",
            description = "Requests under way at the same time (${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds after the warm-up (${DEFAULT-VALUE}); the median counts.")
    private int rounds;

    @Option(
            names = "--qdrant",
            paramLabel = "URL",
            description = "gRPC address of a running Qdrant; an embedded one without it.")
    private @Nullable String qdrant;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    BenchStoreCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Specs.of(spec);
        StoreBenchSettings settings = settings(command);
        PrintWriter out = command.commandLine().getOut();
        StoreReport report;
        try (Progress progress = Terminal.find().progress(command.commandLine().getErr(), ProgressUnit.POINTS)) {
            report = new StoreBench(settings, progress).run();
        }
        if (json) {
            out.println(StoreReportText.json(report));
        } else {
            StoreReportText.lines(report).forEach(out::println);
        }
        return ExitCode.OK;
    }

    private StoreBenchSettings settings(CommandSpec command) {
        BenchStore store =
                qdrant == null ? new BenchStore.Embedded() : new BenchStore.Server(Specs.qdrant(command, qdrant));
        try {
            return new StoreBenchSettings(store, points, dimensions, batch, inFlight, rounds);
        } catch (IllegalArgumentException e) {
            throw Specs.usage(command, String.valueOf(e.getMessage()));
        }
    }
}
