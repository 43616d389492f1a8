package io.kalmstream.deploy.command;

import io.kalmstream.deploy.query.Documents;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.VectorStore;
import java.util.List;
import java.util.Map;
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
        RecommendQuery query = Documents.similar(hits.tenant(), id, hits.limit(command));
        Map<String, String> keys = options.keys();
        try (VectorStore store = CollectionOptions.open(keys)) {
            if (!new Documents(store).missing(hits.tenant(), List.of(id)).isEmpty()) {
                throw CommandException.data("There is no document `%s`%s in %s"
                        .formatted(id, HitOptions.ofTenant(hits.tenant()), CollectionOptions.collection(keys)));
            }
            hits.print(store.recommend(query), command.commandLine().getOut());
        }
        return ExitCode.OK;
    }
}
