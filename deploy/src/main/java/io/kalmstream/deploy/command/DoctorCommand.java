package io.kalmstream.deploy.command;

import io.kalmstream.deploy.Home;
import io.kalmstream.deploy.check.Finding;
import io.kalmstream.deploy.check.MachineCheck;
import io.kalmstream.deploy.embed.ModelChoice;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = {
            "Say whether this machine can run a worker and the quickstart: Java, memory, disk, native code, the"
                    + " built-in model, ports.",
            "Asks nobody else. Exit code 78 where something must be changed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON object: ok, findings of part, what, is, says.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    DoctorCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = Specs.of(spec).commandLine().getOut();
        List<Finding> findings = new MachineCheck(
                        ModelChoice.builtIn()::open,
                        Map.of(
                                "Temporary files",
                                Path.of(System.getProperty("java.io.tmpdir")),
                                "Program",
                                Home.find().folder()),
                        Map.of(
                                "Kafka", QuickstartCommand.KAFKA_PORT,
                                "schema registry", QuickstartCommand.REGISTRY_PORT,
                                "Qdrant", QuickstartCommand.QDRANT_PORT,
                                "HTTP", QuickstartCommand.HTTP_PORT))
                .run();
        if (json) {
            out.println(FindingText.json(findings));
        } else {
            FindingText.lines(findings, Terminal.find().columns()).forEach(out::println);
        }
        return FindingText.exitCode(findings);
    }
}
