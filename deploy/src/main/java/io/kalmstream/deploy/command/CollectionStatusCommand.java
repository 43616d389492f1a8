package io.kalmstream.deploy.command;

import io.kalmstream.sinks.qdrant.CollectionAdmin;
import io.kalmstream.sinks.qdrant.CollectionStatus;
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
        name = "status",
        description = "Say how a collection is: points, optimizer, aliases, model, settings, indexes, limits.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CollectionStatusCommand implements Callable<Integer> {
    @Mixin
    private final CollectionOptions options = new CollectionOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    CollectionStatusCommand() {}

    @Override
    public Integer call() {
        CommandSpec command = Specs.of(spec);
        PrintWriter out = command.commandLine().getOut();
        Map<String, String> keys = options.keys();
        try (CollectionAdmin admin = new CollectionAdmin(CollectionOptions.qdrant(keys))) {
            CollectionStatus status = admin.status(CollectionOptions.collection(keys));
            if (json) {
                out.println(StatusJson.object(status));
            } else {
                StatusText.lines(status, Terminal.find().columns()).forEach(out::println);
            }
        }
        return ExitCode.OK;
    }
}
