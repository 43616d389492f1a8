package io.kalmstream.deploy.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "collection",
        description = "See how a worker's collection is and what its settings would change; make it so.",
        mixinStandardHelpOptions = true,
        subcommands = {CollectionPlanCommand.class, CollectionApplyCommand.class, CollectionStatusCommand.class},
        sortOptions = false)
final class CollectionCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    CollectionCommand() {}

    @Override
    public Integer call() {
        throw Specs.usage(Specs.of(spec), "Say what to do with the collection: plan, apply or status");
    }
}
