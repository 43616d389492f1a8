package io.kalmstream.deploy.command;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code kalmstream}: its commands, and what all of them have in common. */
@Command(
        name = "kalmstream",
        description = "Text events on Kafka become searchable vectors in Qdrant.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {HelpCommand.class},
        sortOptions = false)
public final class CommandLineTool {
    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of an error.")
    private boolean verbose;

    private CommandLineTool() {}

    /** Runs one command and answers its exit code; never throws. */
    public static int run(String[] arguments, StopSignal stop) {
        return run(arguments, stop, WorkerCommand.Starter.REAL);
    }

    static int run(String[] arguments, StopSignal stop, WorkerCommand.Starter workers) {
        CommandLineTool tool = new CommandLineTool();
        CommandLine line = new CommandLine(tool)
                .addSubcommand(new QuickstartCommand(stop))
                .addSubcommand(new ProduceCommand())
                .addSubcommand(new SearchCommand())
                .addSubcommand(new SimilarCommand())
                .addSubcommand(new RecommendCommand())
                .addSubcommand(new WorkerCommand(stop, workers))
                .addSubcommand(new CheckCommand())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new TopicsCommand())
                .addSubcommand(new TopologyCommand())
                .addSubcommand(new HealthCommand())
                .addSubcommand(new CommandLine(new DlqCommand())
                        .addSubcommand(new DlqListCommand())
                        .addSubcommand(new DlqReplayCommand()))
                .addSubcommand(new CommandLine(new DedupCommand())
                        .addSubcommand(new DedupCalibrateCommand())
                        .addSubcommand(new DedupReportCommand()))
                .addSubcommand(new CollectionCommand())
                .addSubcommand(new ConfigCommand())
                .addSubcommand(new BenchCommand())
                .addSubcommand(new EmbedCommand())
                .addSubcommand(new ModelCommand());
        line.setOut(new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true));
        line.setErr(new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true));
        line.setExecutionStrategy(new CommandLine.RunLast());
        line.setExecutionExceptionHandler(
                (failure, command, _) -> ErrorLine.print(failure, tool.verbose, command.getErr()));
        line.setParameterExceptionHandler((failure, _) -> ErrorLine.printUsage(failure));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(100);
        try {
            return line.execute(arguments);
        } catch (Error e) {
            // The process must end: other threads would keep it, and do nothing.
            return ErrorLine.print(e, tool.verbose, line.getErr());
        }
    }
}
