package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.Precision;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.check.CheckResult;
import io.kalmstream.encoder.check.CheckResult.Verdict;
import io.kalmstream.encoder.check.ModelCheck;
import io.kalmstream.encoder.checkpoint.Checkpoints;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = {
            "Compute vectors with a model and compare: with each other, and with published answers where there are"
                    + " some.",
            "A wrong mask or a missing token gives vectors that look right; only known answers tell."
        },
        footer = {"", "Exit code 0 says that no check failed, 1 that one did; a skipped check says nothing."},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ModelVerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "builtin, a checkpoint's folder, or hf:org/name[@revision].")
    private String model = "";

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "fp32",
            description = "fp32 or int8, which may differ more (${DEFAULT-VALUE}).")
    private Precision precision = Precision.FP32;

    @Option(names = "--json", description = "Print one JSON object: model, passed, checks.")
    private boolean json;

    @Mixin
    private final DecisionOptions options = new DecisionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    ModelVerifyCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Specs.of(spec);
        PrintWriter out = command.commandLine().getOut();
        ModelChoice choice = options.choice(model);
        EncoderOptions wanted = choice.options().withPrecision(precision);
        List<CheckResult> results;
        String stamp;
        try (TextEncoder encoder = OpenModel.open(
                new ModelChoice(model, wanted), command.commandLine().getErr())) {
            stamp = encoder.model().stamp();
            results = check(encoder, choice, wanted, command.commandLine().getErr());
        }
        boolean passed = results.stream().noneMatch(result -> result.verdict() == Verdict.FAILED);
        if (json) {
            out.println(object(stamp, passed, results));
        } else {
            lines(results).forEach(out::println);
            out.println(passed ? stamp + ": no check failed." : stamp + ": a check failed; do not use it.");
        }
        return passed ? ExitCode.OK : ExitCode.UNACCOUNTED;
    }

    private List<CheckResult> check(TextEncoder encoder, ModelChoice choice, EncoderOptions wanted, PrintWriter err)
            throws InterruptedException {
        if (choice.model().equals(Encoders.BUILT_IN)) {
            return ModelCheck.run(encoder);
        }
        Path folder = OpenModel.folder(choice.model(), err);
        // An int8 model of its own has no checkpoint to compare with.
        return Files.exists(folder.resolve("config.json"))
                ? ModelCheck.run(encoder, Checkpoints.plan(folder, wanted), precision)
                : ModelCheck.run(encoder);
    }

    private static List<String> lines(List<CheckResult> results) {
        Table table = new Table(List.of(
                Column.text("verdict"), Column.text("check"), Column.text("expected"), Column.flexible("actual")));
        for (CheckResult result : results) {
            table.add(ModelChoice.name(result.verdict()), result.check(), result.expected(), result.actual());
        }
        return table.lines(Terminal.find().columns());
    }

    private static ObjectNode object(String stamp, boolean passed, List<CheckResult> results) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("model", stamp);
        object.put("passed", passed);
        ArrayNode checks = object.putArray("checks");
        for (CheckResult result : results) {
            checks.addObject()
                    .put("check", result.check())
                    .put("verdict", ModelChoice.name(result.verdict()))
                    .put("expected", result.expected())
                    .put("actual", result.actual());
        }
        return object;
    }
}
