package io.kalmstream.deploy.command;

import io.kalmstream.sinks.qdrant.CollectionAdmin;
import io.kalmstream.sinks.qdrant.CollectionPlan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "plan",
        description = {
            "Print what apply would create and change, and what nobody can; change nothing.",
            "Exit code 78 where something cannot be changed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CollectionPlanCommand implements Callable<Integer> {
    @Mixin
    private final CollectionTarget options = new CollectionTarget();

    @Option(names = "--json", description = "Print one JSON array: action, what, found, wanted, note.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    CollectionPlanCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Specs.of(spec);
        PrintWriter out = command.commandLine().getOut();
        CollectionTarget.Target target = options.target(command);
        try (CollectionAdmin admin = new CollectionAdmin(target.server())) {
            CollectionPlan plan = admin.plan(target.spec(), target.settings());
            if (json) {
                out.println(StepJson.array(plan.steps()));
            } else if (plan.isEmpty()) {
                out.println(StepText.asConfigured(target.spec().name(), target.server()));
            } else {
                StepText.lines(plan.steps(), Terminal.find().columns()).forEach(out::println);
            }
            return plan.isBlocked() ? ExitCode.CONFIGURATION : ExitCode.OK;
        }
    }
}
