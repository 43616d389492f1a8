package io.kalmstream.deploy.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "dlq",
        description = "Look at dead letters, and send their records again.",
        mixinStandardHelpOptions = true)
final class DlqCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    DlqCommand() {}

    @Override
    public Integer call() {
        throw Specs.usage(Specs.of(spec), "Say what to do with the letters: list or replay");
    }
}
