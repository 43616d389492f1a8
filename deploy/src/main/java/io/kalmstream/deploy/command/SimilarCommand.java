package io.kalmstream.deploy.command;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.RecommendQuery.Example;
import io.kalmstream.sinks.RecommendQuery.Strategy;
import io.kalmstream.sinks.VectorStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "similar",
        description = {
            "Find the documents nearest to one that is in the collection.",
            "Its copies are left out: they are what `dedup report` is about. No model is needed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SimilarCommand implements Callable<Integer> {
    @Option(names = "--id", paramLabel = "ID", required = true, description = "The document.")
    private String id = "";

    @Mixin
    private final HitOptions hits = new HitOptions();

    @Mixin
    private final CollectionOptions options = new CollectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    SimilarCommand() {}

    @Override
    public Integer call() {
        CommandSpec command = Specs.of(spec);
        RecommendQuery query = new RecommendQuery(
                hits.tenant(),
                List.of(new Example(id, 1)),
                List.of(),
                Strategy.AVERAGE_VECTOR,
                Set.of(),
                hits.limit(command),
                true,
                0);
        Map<String, String> keys = options.keys();
        try (VectorStore store = CollectionOptions.open(keys)) {
            DocumentKey key = new DocumentKey(hits.tenant(), id);
            if (store.get(List.of(key)).getFirst().isEmpty()) {
                throw CommandException.data("There is no document `%s`%s in %s"
                        .formatted(id, HitOptions.ofTenant(hits.tenant()), CollectionOptions.collection(keys)));
            }
            hits.print(store.recommend(query), command.commandLine().getOut());
        }
        return ExitCode.OK;
    }
}
