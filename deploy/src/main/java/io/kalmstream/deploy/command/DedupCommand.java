package io.kalmstream.deploy.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "dedup",
        description = "Find the threshold for near-duplicates, and look at the groups there are.",
        mixinStandardHelpOptions = true)
final class DedupCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    DedupCommand() {}

    @Override
    public Integer call() {
        throw Specs.usage(Specs.of(spec), "Say what to do about duplicates: calibrate or report");
    }
}
