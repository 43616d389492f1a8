package io.kalmstream.deploy.command;

import io.kalmstream.deploy.Home;
import io.kalmstream.deploy.bench.BenchStore;
import io.kalmstream.deploy.bench.BenchTexts;
import io.kalmstream.deploy.bench.PipelineBench;
import io.kalmstream.deploy.bench.PipelineBenchSettings;
import io.kalmstream.deploy.bench.PipelineReport;
import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.Precision;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "pipeline",
        description = {
            "Measure how many events a worker settles in a second, from Kafka to searchable.",
            "A broker runs in this process. Rounds of the worker and of its model alone take turns on the same texts;"
                    + " then events come at half of the speed measured, and their way takes a time."
        },
        footer = {
            "",
            "With --json, standard output is one object: model, store, threads, partitions, events (of a round),"
                    + " rounds, events_per_second, padding_ratio, searchable_p50_ms, searchable_p99_ms,"
                    + " searchable_bound_ms (the longest a window waits, and three device batches),"
                    + " load_events_per_second, device_batch_ms; with a model, efficiency (events_per_second divided by"
                    + " encoder_docs_per_second) too."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BenchPipelineCommand implements Callable<Integer> {
    private static final String NONE = "null";
    private static final String EMBEDDED = "embedded";

    @Option(
            names = "--encoder",
            paramLabel = "M",
            defaultValue = Encoders.BUILT_IN,
            description = "builtin, a checkpoint's folder, hf:org/name, or null: answers at once, and events are"
                    + " 600 bytes each (${DEFAULT-VALUE}).")
    private String encoder = "";

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "fp32",
            description = "fp32 or int8 (${DEFAULT-VALUE}).")
    private Precision precision = Precision.FP32;

    @Option(
            names = "--store",
            paramLabel = "S",
            defaultValue = EMBEDDED,
            description = "embedded, the URL of a Qdrant (gRPC; collection kalmstream-bench stays there), or null:"
                    + " takes everything at once (${DEFAULT-VALUE}).")
    private String store = "";

    @Option(names = "--events", paramLabel = "N", description = "Events in a round, after a fixed warm-up.")
    private @Nullable Integer events;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long a round shall take, roughly (20 with a model).")
    private @Nullable Integer seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds after the warm-up (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--load-seconds",
            paramLabel = "S",
            defaultValue = "20",
            description = "How long events come at half of the speed (${DEFAULT-VALUE}).")
    private int loadSeconds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads of Kafka Streams (${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "2",
            description = "Partitions of the events topic (${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    BenchPipelineCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Specs.of(spec);
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        PipelineBenchSettings settings = settings(command, err);
        PipelineReport report;
        try (Progress progress = Terminal.find().progress(err, ProgressUnit.EVENTS)) {
            report = new PipelineBench(settings, progress)
                    .run(BenchTexts.read(Home.find().samples()));
        }
        if (json) {
            out.println(PipelineReportText.json(report));
        } else {
            PipelineReportText.lines(report).forEach(out::println);
        }
        return ExitCode.OK;
    }

    private PipelineBenchSettings settings(CommandSpec command, PrintWriter err) throws InterruptedException {
        if (rounds < 1
                || threads < 1
                || partitions < 1
                || loadSeconds < 1
                || isNotPositive(events)
                || isNotPositive(seconds)) {
            throw Specs.usage(
                    command,
                    "--events, --seconds, --rounds, --load-seconds, --threads and --partitions must be at least 1");
        }
        if (events != null && seconds != null) {
            throw Specs.usage(command, "--events and --seconds both say how long a round is; give one");
        }
        return new PipelineBenchSettings(
                model(err),
                store(command),
                threads,
                partitions,
                events == null ? OptionalInt.empty() : OptionalInt.of(events),
                Optional.ofNullable(seconds).map(Duration::ofSeconds),
                rounds,
                Duration.ofSeconds(loadSeconds));
    }

    private static boolean isNotPositive(@Nullable Integer number) {
        return number != null && number < 1;
    }

    private Optional<ModelChoice> model(PrintWriter err) throws InterruptedException {
        if (encoder.equals(NONE)) {
            return Optional.empty();
        }
        ModelChoice choice = new ModelChoice(encoder, EncoderOptions.defaults().withPrecision(precision));
        OpenModel.pull(choice, err);
        return Optional.of(choice);
    }

    private BenchStore store(CommandSpec command) {
        return switch (store) {
            case NONE -> new BenchStore.Null();
            case EMBEDDED -> new BenchStore.Embedded();
            default -> new BenchStore.Server(Specs.qdrant(command, store));
        };
    }
}
