package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Precision;
import io.kalmstream.encoder.model.ImportReport;
import io.kalmstream.encoder.model.ModelImport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = {
            "Write a checkpoint as ONNX: its graph over the checkpoint's own weights, or with --precision int8 a"
                    + " model of its own.",
            "Not needed for use: fp32 is opened as it is, and int8 is made at the first use."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ModelImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "A checkpoint's folder, or hf:org/name[@revision].")
    private String model = "";

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "fp32",
            description = "fp32 or int8; of int8 the cosine to fp32 is measured (${DEFAULT-VALUE}).")
    private Precision precision = Precision.FP32;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "For int8: another folder than the checkpoint's, with all that is needed to use it.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private final DecisionOptions options = new DecisionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    ModelImportCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Specs.of(spec);
        PrintWriter err = command.commandLine().getErr();
        PrintWriter out = command.commandLine().getOut();
        ModelChoice choice = options.choice(model);
        if (choice.isBuiltIn()) {
            throw new EncoderException("The built-in model needs no import");
        }
        Path folder = OpenModel.folder(model, err);
        EncoderOptions wanted = choice.options().withPrecision(precision);
        ImportReport report;
        try (Progress progress = Terminal.find().progress(err, ProgressUnit.IMPORT)) {
            report = ModelImport.run(
                    folder, output == null ? folder : output, wanted, (_, bytes, total) -> progress.at(bytes, total));
        }
        if (json) {
            out.println(object(report));
        } else {
            print(report, out);
        }
        return ExitCode.OK;
    }

    private static void print(ImportReport report, PrintWriter out) {
        PlanTable.lines(report.plan(), Terminal.find().columns()).forEach(out::println);
        report.warnings().forEach(warning -> out.println("Warning: " + warning));
        out.println();
        report.agreement()
                .ifPresent(agreement -> out.println(String.format(
                        Locale.ROOT,
                        "Cosine to fp32 over %d texts: %.5f on average, %.5f at worst.",
                        agreement.texts(),
                        agreement.mean(),
                        agreement.worst())));
        out.println(
                String.format(Locale.ROOT, "Written in %.1f s:", report.took().toMillis() / 1e3));
        report.files().forEach(file -> out.println("  " + file.path() + " (" + Sizes.of(file.bytes()) + ")"));
    }

    private static ObjectNode object(ImportReport report) {
        ObjectNode object = PlanJson.of(report.plan());
        object.put("seconds", report.took().toMillis() / 1e3);
        ArrayNode written = object.putArray("written");
        report.files()
                .forEach(file ->
                        written.addObject().put("path", file.path().toString()).put("bytes", file.bytes()));
        report.agreement().ifPresent(agreement -> {
            object.put("cosine_mean", agreement.mean());
            object.put("cosine_worst", agreement.worst());
        });
        ArrayNode warnings = object.putArray("warnings");
        report.warnings().forEach(warnings::add);
        return object;
    }
}
