package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.deploy.topics.TopicCreation;
import io.kalmstream.deploy.topics.TopicCreation.Result;
import io.kalmstream.deploy.worker.AskedKafka;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.deploy.worker.WorkerTopic;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "create",
        description = {
            "Create the topics of a worker that are missing; what is there is left as it is.",
            "Exit code 1 where a topic that is there has other settings than it would have been given."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TopicsCreateCommand implements Callable<Integer> {
    @Mixin
    private final WorkerOptions options = new WorkerOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Of each topic (the broker's num.partitions). Input topics cannot get more later: "
                    + "a worker's state is by partition.")
    private @Nullable Integer partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Copies of each partition (the broker's default.replication.factor).")
    private @Nullable Short copies;

    @Option(names = "--dry-run", description = "Only ask Kafka whether it would.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON array: topic, use, result, differences.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    TopicsCreateCommand() {}

    @Override
    public Integer call() {
        CommandSpec command = Specs.of(spec);
        PrintWriter out = command.commandLine().getOut();
        requirePositive(command, "--partitions", partitions);
        requirePositive(command, "--replication-factor", copies);
        WorkerSettings worker = options.read().worker();
        try (AskedKafka kafka = AskedKafka.forOperator(worker)) {
            List<Result> results = new TopicCreation(
                            Optional.ofNullable(partitions), Optional.ofNullable(copies), dryRun)
                    .create(kafka, WorkerTopic.of(worker));
            if (json) {
                out.println(json(results));
            } else {
                lines(results, Terminal.find().columns()).forEach(out::println);
            }
            return results.stream().allMatch(result -> differences(result).isEmpty())
                    ? ExitCode.OK
                    : ExitCode.UNACCOUNTED;
        }
    }

    private static void requirePositive(CommandSpec command, String option, @Nullable Number value) {
        if (value != null && value.intValue() < 1) {
            throw Specs.usage(command, option + " must be positive: " + value);
        }
    }

    private static List<String> lines(List<Result> results, int width) {
        Table table = new Table(
                List.of(Column.text("topic"), Column.text("for"), Column.text("result"), Column.flexible("differs")));
        results.forEach(result -> table.add(
                result.topic().name(), result.topic().use().words(), word(result), words(differences(result))));
        return table.lines(width);
    }

    private static ArrayNode json(List<Result> results) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        results.forEach(result -> {
            ObjectNode object = array.addObject()
                    .put("topic", result.topic().name())
                    .put("use", result.topic().use().words())
                    .put("result", word(result));
            ObjectNode differs = object.putObject("differences");
            differences(result).forEach(differs::put);
        });
        return array;
    }

    private static String words(Map<String, String> differences) {
        return differences.entrySet().stream()
                .map(difference -> difference.getKey() + " is " + difference.getValue())
                .collect(Collectors.joining("; "));
    }

    private static Map<String, String> differences(Result result) {
        return switch (result) {
            case Result.Created _ -> Map.of();
            case Result.Exists exists ->
                exists.found().differences(exists.topic().use());
        };
    }

    private static String word(Result result) {
        return switch (result) {
            case Result.Created created -> created.dryRun() ? "would be created" : "created";
            case Result.Exists _ -> "exists";
        };
    }
}
