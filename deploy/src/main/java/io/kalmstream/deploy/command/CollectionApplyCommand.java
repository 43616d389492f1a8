package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.sinks.qdrant.CollectionAdmin;
import io.kalmstream.sinks.qdrant.CollectionPlan;
import io.kalmstream.sinks.qdrant.CollectionPlan.Step;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "apply",
        description = {
            "Create what is missing of a collection, and change what Qdrant can change while it is used.",
            "Exit code 78 where something is left that cannot be changed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CollectionApplyCommand implements Callable<Integer> {
    @Mixin
    private final CollectionTarget options = new CollectionTarget();

    @Option(names = "--yes", description = "Alter a collection that is there; without it, only create what is missing.")
    private boolean yes;

    @Option(names = "--json", description = "Print one JSON object: done, left.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    CollectionApplyCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Specs.of(spec);
        CollectionTarget.Target target = options.target(command);
        try (CollectionAdmin admin = new CollectionAdmin(target.server())) {
            CollectionPlan plan = admin.plan(target.spec(), target.settings());
            if (plan.alters() && !yes) {
                throw Specs.usage(
                        command,
                        "Collection '%s' at %s would be altered and is left as it is: look at `kalmstream collection plan`, and add --yes"
                                .formatted(target.spec().name(), target.server().url()));
            }
            List<Step> done = admin.apply(target.spec(), target.settings(), yes);
            CollectionPlan left = admin.plan(target.spec(), target.settings());
            print(command.commandLine().getOut(), target, done, left);
            return left.isEmpty() ? ExitCode.OK : ExitCode.CONFIGURATION;
        }
    }

    private void print(PrintWriter out, CollectionTarget.Target target, List<Step> done, CollectionPlan left) {
        if (json) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            object.set("done", StepJson.array(done));
            object.set("left", StepJson.array(left.steps()));
            out.println(object);
            return;
        }
        int width = Terminal.find().columns();
        if (!done.isEmpty()) {
            StepText.lines(done, width).forEach(out::println);
            out.println();
        }
        if (left.isEmpty()) {
            out.println(StepText.asConfigured(target.spec().name(), target.server()));
        } else {
            StepText.lines(left.steps(), width).forEach(out::println);
        }
    }
}
