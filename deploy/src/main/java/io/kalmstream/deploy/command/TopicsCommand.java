package io.kalmstream.deploy.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "topics",
        description = "The topics a worker reads and writes.",
        mixinStandardHelpOptions = true,
        subcommands = {TopicsCreateCommand.class})
final class TopicsCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    TopicsCommand() {}

    @Override
    public void run() {
        throw Specs.usage(Specs.of(spec), "Which one: create?");
    }
}
