package io.kalmstream.deploy.command;

import io.kalmstream.deploy.config.ConfigKeys;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "reference",
        description = "Print every key of a worker's configuration: what it takes, its default, what it is.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ConfigReferenceCommand implements Callable<Integer> {
    @ArgGroup
    private @Nullable Format format;

    @Spec
    private @Nullable CommandSpec spec;

    ConfigReferenceCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = Specs.of(spec).commandLine().getOut();
        if (format == null) {
            ReferenceText.lines(ConfigKeys.groups(), Terminal.find().columns()).forEach(out::println);
        } else if (format.markdown) {
            ReferenceMarkdown.lines(ConfigKeys.groups()).forEach(out::println);
        } else if (format.json) {
            out.println(ReferenceJson.array(ConfigKeys.groups()));
        } else if (format.schema) {
            out.println(ReferenceJson.schema(ConfigKeys.groups()));
        }
        return ExitCode.OK;
    }

    static final class Format {
        @Option(names = "--markdown", description = "As a page.")
        private boolean markdown;

        @Option(names = "--json", description = "As one JSON array: group, key, type, takes, default, required, what.")
        private boolean json;

        @Option(names = "--json-schema", description = "As a JSON schema of an object that has the keys.")
        private boolean schema;

        Format() {}
    }
}
