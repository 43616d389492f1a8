package io.kalmstream.deploy.command;

import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.deploy.soak.Soak;
import io.kalmstream.deploy.soak.SoakReport;
import io.kalmstream.deploy.soak.SoakSettings;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "soak",
        description = {
            "Kill, stop and restart workers and broker and disturb the vector store under load; then count what is"
                    + " lost.",
            "Exit code 0: nothing is lost, duplicated, stale or invented, and every kind of fault was there."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BenchSoakCommand implements Callable<Integer> {
    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long under faults (${DEFAULT-VALUE}); a part of one will do.")
    private double minutes;

    @Option(names = "--seed", paramLabel = "S", description = "Of the events and the faults; without it any, and said.")
    private @Nullable Long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "150",
            description = "Events a second (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--qdrant",
            paramLabel = "URL",
            description = "gRPC address of a real Qdrant on this machine; an embedded one without it.")
    private @Nullable String qdrant;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "For data and logs; without it a temporary one, which is deleted when all is well.")
    private @Nullable Path folder;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    BenchSoakCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Specs.of(spec);
        Path place = folder == null ? Files.createTempDirectory("kalmstream-soak-") : folder;
        SoakSettings settings = settings(command, place.toAbsolutePath());
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        SoakReport report;
        try (Progress progress = Terminal.find().progress(err, ProgressUnit.SECONDS)) {
            report = Soak.run(settings, progress);
        }
        if (json) {
            out.println(SoakReportText.json(report));
        } else {
            SoakReportText.lines(report).forEach(out::println);
        }
        if (!report.passed()) {
            err.println("Logs and findings are in " + report.logs() + "; repeat it with: " + repeat(settings));
            return ExitCode.UNACCOUNTED;
        }
        if (folder == null) {
            delete(place);
        }
        return ExitCode.OK;
    }

    private SoakSettings settings(CommandSpec command, Path place) {
        try {
            return new SoakSettings(
                    Duration.ofMillis(Math.round(minutes * 60_000)),
                    seed == null ? new Random().nextInt(Integer.MAX_VALUE) : seed,
                    rate,
                    port(command),
                    place);
        } catch (IllegalArgumentException e) {
            throw Specs.usage(command, String.valueOf(e.getMessage()));
        }
    }

    private int port(CommandSpec command) {
        if (qdrant == null) {
            return 0;
        }
        QdrantSettings server = Specs.qdrant(command, qdrant);
        boolean here = server.host().equals("localhost")
                || server.host().equals(InetAddress.getLoopbackAddress().getHostAddress());
        if (!here || server.tls()) {
            throw Specs.usage(command, "--qdrant: the faults are made before a server on 127.0.0.1 without TLS");
        }
        return server.port();
    }

    private String repeat(SoakSettings settings) {
        return "deploy/kalmstream bench soak --minutes %s --seed %d --rate %d%s"
                .formatted(
                        minutes,
                        settings.seed(),
                        settings.eventsPerSecond(),
                        qdrant == null ? "" : " --qdrant " + qdrant);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
