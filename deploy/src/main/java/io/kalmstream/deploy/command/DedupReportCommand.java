package io.kalmstream.deploy.command;

import io.kalmstream.deploy.dedup.GroupReport;
import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.sinks.VectorStore;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        description = "List the largest groups of duplicates in a collection.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DedupReportCommand implements Callable<Integer> {
    private static final int EVERY = 1_000;

    @Option(names = "--tenant", paramLabel = "T", description = "Only this tenant's groups; without it, everyone's.")
    private @Nullable String tenant;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most this many groups (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print one object: documents, duplicates, groups, strays, largest.")
    private boolean json;

    @Mixin
    private final CollectionOptions options = new CollectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    DedupReportCommand() {}

    @Override
    public Integer call() {
        CommandSpec command = Specs.of(spec);
        if (limit < 1) {
            throw Specs.usage(command, "--limit must be positive: " + limit);
        }
        GroupReport report = report(command);
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(GroupText.json(report));
        } else {
            GroupText.lines(report, Terminal.find().columns()).forEach(out::println);
        }
        return ExitCode.OK;
    }

    private GroupReport report(CommandSpec command) {
        Map<String, String> keys = options.keys();
        try (VectorStore opened = CollectionOptions.open(keys);
                Progress progress =
                        Terminal.find().progress(command.commandLine().getErr(), ProgressUnit.POINTS)) {
            long points = opened.count();
            return GroupReport.of(opened, tenant, limit, read -> {
                if (read % EVERY == 0) {
                    progress.at(read, points);
                }
            });
        }
    }
}
