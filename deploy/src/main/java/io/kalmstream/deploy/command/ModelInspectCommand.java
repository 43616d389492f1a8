package io.kalmstream.deploy.command;

import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.checkpoint.Checkpoints;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "inspect",
        description = {
            "Say what a checkpoint is, what was decided about it and from which of its files.",
            "Nothing is computed and no weight is read; what is wrong with the checkpoint is said in one line."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ModelInspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "A checkpoint's folder, or hf:org/name[@revision].")
    private String model = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private final DecisionOptions options = new DecisionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    ModelInspectCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Specs.of(spec);
        PrintWriter out = command.commandLine().getOut();
        ModelChoice choice = options.choice(model);
        if (choice.isBuiltIn()) {
            throw new EncoderException("The built-in model is no checkpoint; it is described in the README");
        }
        ModelPlan plan =
                Checkpoints.plan(OpenModel.folder(model, command.commandLine().getErr()), choice.options());
        if (json) {
            out.println(PlanJson.of(plan));
        } else {
            PlanTable.lines(plan, Terminal.find().columns()).forEach(out::println);
        }
        return ExitCode.OK;
    }
}
