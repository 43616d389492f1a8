package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
            "Print ok, or everything that is wrong with a worker's configuration, one problem a line.",
            "Reads the file, KALMSTREAM_* variables and --set; connects to nothing. Exit code 78 where something is"
                    + " wrong."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ConfigCheckCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "Print one JSON object: ok, problems.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ConfigCheckCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = Specs.of(spec).commandLine().getOut();
        List<String> problems =
                options.sources().problems().stream().map(DisplayText::oneLine).toList();
        if (json) {
            ObjectNode object = JSON.createObjectNode().put("ok", problems.isEmpty());
            object.set("problems", JSON.valueToTree(problems));
            out.println(object);
        } else if (problems.isEmpty()) {
            out.println("ok");
        } else {
            problems.forEach(out::println);
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.CONFIGURATION;
    }
}
