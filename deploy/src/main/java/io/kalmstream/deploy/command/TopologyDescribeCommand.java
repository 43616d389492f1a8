package io.kalmstream.deploy.command;

import io.kalmstream.deploy.config.WorkerConfig;
import io.kalmstream.deploy.worker.WorkerTopology;
import io.kalmstream.encoder.TextEncoder;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.TopologyDescription;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "describe",
        description = {
            "Print the topology of a worker: sources, processors, stores, sinks. Connects to nothing.",
            "Changelog topics are named application.id-STORE-changelog. Drawing tools for Kafka Streams read this."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TopologyDescribeCommand implements Callable<Integer> {
    @Mixin
    private final WorkerOptions options = new WorkerOptions();

    @Spec
    private @Nullable CommandSpec spec;

    TopologyDescribeCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Specs.of(spec);
        PrintWriter out = command.commandLine().getOut();
        WorkerConfig worker = options.read();
        TextEncoder model = OpenModel.open(worker.model(), command.commandLine().getErr());
        TopologyDescription description = WorkerTopology.describe(worker.worker(), model);
        out.println(description.toString().strip());
        return ExitCode.OK;
    }
}
