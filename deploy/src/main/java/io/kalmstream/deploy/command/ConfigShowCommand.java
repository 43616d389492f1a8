package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.deploy.config.ConfigKeys;
import io.kalmstream.deploy.config.ConfigSources;
import io.kalmstream.deploy.config.KeyGroup;
import io.kalmstream.deploy.config.Origin;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = {
            "Print every key of a worker, what counts, and who says so: default, file, environment or option.",
            "Secrets are [hidden]; what a value refers to (${env:...}) is not fetched."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ConfigShowCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "Print one JSON array: key, value, source, what.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ConfigShowCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = Specs.of(spec).commandLine().getOut();
        List<Row> rows = rows(options.sources());
        if (json) {
            ArrayNode array = JSON.createArrayNode();
            rows.forEach(row -> array.addObject()
                    .put("key", row.key())
                    .put("value", row.value())
                    .put("source", row.source())
                    .put("what", row.what()));
            out.println(array);
        } else {
            Table table = new Table(List.of(
                    Column.text("KEY"), Column.text("VALUE"), Column.text("SOURCE"), Column.flexible("WHAT IT IS")));
            rows.forEach(row -> table.add(row.key(), row.value(), row.source(), row.what()));
            table.lines(Terminal.find().columns()).forEach(out::println);
        }
        return ExitCode.OK;
    }

    private static List<Row> rows(ConfigSources sources) {
        Map<String, String> others = new TreeMap<>(sources.written());
        List<Row> rows = new ArrayList<>();
        for (KeyGroup group : ConfigKeys.groups()) {
            for (ConfigKey key : group.definition().configKeys().values()) {
                others.remove(key.name);
                rows.add(row(key, sources));
            }
        }
        others.forEach((key, value) -> rows.add(new Row(
                key,
                ConfigKeys.shown(key, value),
                sources.origin(key).label(),
                key.startsWith("streams.") ? "Handed to Kafka Streams." : "Unknown.")));
        return rows;
    }

    private static Row row(ConfigKey key, ConfigSources sources) {
        String written = sources.written().get(key.name);
        boolean missing = written == null && !key.hasDefault();
        String value = written == null ? KeyText.byDefault(key) : written;
        return new Row(
                key.name,
                ConfigKeys.shown(key.name, value),
                missing ? "missing" : sources.origin(key.name).label(),
                KeyText.sentence(key));
    }

    /** @param source of {@link Origin}, or missing */
    private record Row(String key, String value, String source, String what) {}
}
