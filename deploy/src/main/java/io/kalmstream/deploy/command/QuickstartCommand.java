package io.kalmstream.deploy.command;

import io.kalmstream.deploy.Home;
import io.kalmstream.deploy.local.StackPorts;
import io.kalmstream.deploy.quickstart.AudienceResult;
import io.kalmstream.deploy.quickstart.Input;
import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.deploy.quickstart.Quickstart;
import io.kalmstream.deploy.quickstart.QuickstartResult;
import io.kalmstream.deploy.quickstart.QuickstartSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "quickstart",
        description = {
            "Start everything on this machine, feed it, search it.",
            "A Kafka broker, a schema registry, Qdrant's API and one worker, all on 127.0.0.1; sample events or your"
                    + " own; three searches; users and what they are recommended; then it stays up until Ctrl-C, which"
                    + " stops all of it cleanly (exit code 0)."
        },
        footer = {
            "",
            "With --json, the last line on standard output is one object: events, upserted, unchanged, superseded,"
                + " deleted, duplicates, dead_lettered, seconds, events_per_second, searchable_p50_ms,"
                + " searchable_p99_ms, interactions, recommendations, recommended_p50_ms, recommended_p99_ms. Upserted"
                + " counts changes of attributes too; duplicates counts marked points at the end; the other outcomes"
                + " add up to events.",
            "Exit code 0 says that every event is accounted for, 1 that one is not, 78 that a port is taken."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class QuickstartCommand implements Callable<Integer> {
    static final int KAFKA_PORT = 9092;
    static final int REGISTRY_PORT = 8081;
    static final int QDRANT_PORT = 6334;
    static final int HTTP_PORT = 8080;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep all data here; without it, in a temporary folder that is removed at exit.")
    private @Nullable Path data;

    @Option(names = "--once", description = "End after the searches instead of staying up.")
    private boolean once;

    @Option(
            names = "--json",
            description = "Print the result as one JSON object; everything else goes to standard error.")
    private boolean json;

    @Option(
            names = "--input",
            paramLabel = "FILE.jsonl|-",
            description = "Feed these lines (- is standard input) instead of the samples.")
    private @Nullable Path input;

    @Mixin
    private final FeedOptions feed = new FeedOptions();

    @Mixin
    private final ModelOptions model = new ModelOptions();

    @Option(
            names = "--kafka-port",
            paramLabel = "P",
            defaultValue = "" + KAFKA_PORT,
            description = "Kafka's port; 0 takes any free one (${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            paramLabel = "P",
            defaultValue = "" + REGISTRY_PORT,
            description = "The schema registry's (${DEFAULT-VALUE}).")
    private int registryPort;

    @Option(
            names = "--qdrant-port",
            paramLabel = "P",
            defaultValue = "" + QDRANT_PORT,
            description = "Qdrant's, for gRPC (${DEFAULT-VALUE}).")
    private int qdrantPort;

    @Option(
            names = "--http-port",
            paramLabel = "P",
            defaultValue = "" + HTTP_PORT,
            description = "For health, metrics, queries and embeddings over HTTP (${DEFAULT-VALUE}).")
    private int httpPort;

    @Spec
    private @Nullable CommandSpec spec;

    private final StopSignal stop;

    QuickstartCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Specs.of(spec);
        PrintWriter err = command.commandLine().getErr();
        PrintWriter out = command.commandLine().getOut();
        QuickstartView view = new QuickstartView(json ? err : out, err, Terminal.find());
        QuickstartSettings settings = settings(command);
        List<String> taken = Quickstart.takenPorts(settings);
        if (!taken.isEmpty()) {
            throw CommandException.configuration(String.join(". ", taken));
        }
        OpenModel.pull(settings.model(), err);
        view.starting();
        try (Quickstart quickstart = Quickstart.start(settings, Home.find())) {
            view.started(quickstart.addresses());
            QuickstartResult result;
            try (Progress progress = view.progress()) {
                result = quickstart.feed(progress);
            }
            view.result(result);
            view.examples(quickstart.examples());
            AudienceResult audience = recommend(quickstart, view);
            if (json) {
                out.println(result.report().json(audience.report()));
            }
            if (!once) {
                view.next(quickstart.addresses());
                stayUp(quickstart);
                view.stopping();
            }
            boolean right = result.accountedFor() && audience.problems().isEmpty();
            return right ? ExitCode.OK : ExitCode.UNACCOUNTED;
        }
    }

    private static AudienceResult recommend(Quickstart quickstart, QuickstartView view) throws InterruptedException {
        AudienceResult audience;
        try (Progress progress = view.interactions()) {
            audience = quickstart.recommend(progress);
        }
        view.audience(audience);
        return audience;
    }

    /** Until the process is told to stop; then the interruption is over, so that everything can be closed in peace. */
    private void stayUp(Quickstart quickstart) throws InterruptedException {
        if (stop.requested()) {
            // The interruption came earlier, and somebody kept it to himself.
            return;
        }
        try {
            throw quickstart.awaitEnd();
        } catch (InterruptedException e) {
            if (!stop.requested()) {
                throw e;
            }
        }
    }

    private QuickstartSettings settings(CommandSpec command) {
        return new QuickstartSettings(
                data,
                new StackPorts(kafkaPort, registryPort, qdrantPort),
                httpPort,
                input == null ? null : new Input(Specs.readable(command, input), feed.format(command)),
                model.choice());
    }
}
