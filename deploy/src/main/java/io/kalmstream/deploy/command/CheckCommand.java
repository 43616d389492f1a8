package io.kalmstream.deploy.command;

import io.kalmstream.deploy.check.Finding;
import io.kalmstream.deploy.check.WorkerCheck;
import io.kalmstream.deploy.config.WorkerConfig;
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
        name = "check",
        description = {
            "Connect to everything a worker needs, with its settings and credentials, and say what is wrong; change"
                    + " nothing.",
            "Exit code 0: a worker would start; 75: something does not answer; 78: somebody must change something."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final WorkerOptions options = new WorkerOptions();

    @Option(names = "--json", description = "Print one JSON object: ok, findings of part, what, is, says.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    CheckCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Specs.of(spec);
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        WorkerConfig worker = options.read();
        OpenModel.pull(worker.model(), err);
        err.println("Looking at what a worker named " + worker.worker().applicationId() + " would need.");
        List<Finding> findings = new WorkerCheck(worker.worker(), worker.model()::open).run();
        if (json) {
            out.println(FindingText.json(findings));
        } else {
            FindingText.lines(findings, Terminal.find().columns()).forEach(out::println);
        }
        return FindingText.exitCode(findings);
    }
}
