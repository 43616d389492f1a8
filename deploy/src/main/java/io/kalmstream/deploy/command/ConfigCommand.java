package io.kalmstream.deploy.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "config",
        description = "Check a worker's configuration, see what counts and where it comes from, list every key.",
        mixinStandardHelpOptions = true,
        subcommands = {ConfigCheckCommand.class, ConfigShowCommand.class, ConfigReferenceCommand.class},
        sortOptions = false)
final class ConfigCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    ConfigCommand() {}

    @Override
    public Integer call() {
        throw Specs.usage(Specs.of(spec), "Say what to do with the configuration: check, show or reference");
    }
}
