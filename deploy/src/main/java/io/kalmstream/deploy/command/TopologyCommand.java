package io.kalmstream.deploy.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "topology",
        description = "What a worker does with its topics.",
        mixinStandardHelpOptions = true,
        subcommands = {TopologyDescribeCommand.class})
final class TopologyCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    TopologyCommand() {}

    @Override
    public void run() {
        throw Specs.usage(Specs.of(spec), "Which one: describe?");
    }
}
