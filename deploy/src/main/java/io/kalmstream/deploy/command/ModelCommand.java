package io.kalmstream.deploy.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "model",
        description = "Fetch, look at, prepare and check embedding models.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ModelPullCommand.class,
            ModelListCommand.class,
            ModelInspectCommand.class,
            ModelImportCommand.class,
            ModelVerifyCommand.class
        },
        sortOptions = false)
final class ModelCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    ModelCommand() {}

    @Override
    public void run() {
        CommandSpec command = Specs.of(spec);
        throw Specs.usage(
                command,
                "model: say what to do: "
                        + String.join(", ", command.subcommands().keySet()));
    }
}
