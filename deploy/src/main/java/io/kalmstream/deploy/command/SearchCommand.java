package io.kalmstream.deploy.command;

import io.kalmstream.deploy.query.Documents;
import io.kalmstream.deploy.query.HitJson;
import io.kalmstream.encoder.Embedder;
import io.kalmstream.encoder.Side;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.qdrant.QdrantStore;
import io.kalmstream.topology.event.ComposedText;
import io.kalmstream.topology.event.TextHash;
import java.io.PrintWriter;
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
        name = "search",
        description = {
            "Find the documents nearest to a text.",
            "The text must be embedded by the model of the collection: name the one that its worker has."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SearchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TEXT", description = "What to look for.")
    private String text = "";

    @Option(names = "--tenant", paramLabel = "T", description = "Only this tenant's documents; without it, everyone's.")
    private @Nullable String tenant;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "At most this many (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print one JSON array instead of a table.")
    private boolean json;

    @Option(
            names = "--qdrant",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:6334",
            description = "Qdrant's gRPC address (${DEFAULT-VALUE}). An API key comes from KALMSTREAM_QDRANT_API_KEY.")
    private String qdrant = "";

    @Option(
            names = "--collection",
            paramLabel = "C",
            defaultValue = "kalmstream",
            description = "Collection or alias (${DEFAULT-VALUE}).")
    private String collection = "";

    @Mixin
    private final ModelOptions model = new ModelOptions();

    @Spec
    private @Nullable CommandSpec spec;

    SearchCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Specs.of(spec);
        if (limit < 1) {
            throw Specs.usage(command, "--limit must be at least 1: " + limit);
        }
        if (TextHash.isBlank(text)) {
            throw Specs.usage(command, "TEXT is empty: there is nothing to look for");
        }
        List<Neighbour> hits = search(command);
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(HitJson.array(hits));
        } else {
            HitTable.lines(hits, Terminal.find().columns()).forEach(out::println);
        }
        return ExitCode.OK;
    }

    private List<Neighbour> search(CommandSpec command) throws InterruptedException {
        try (Embedder embedder = Embedder.of(
                        OpenModel.open(model.choice(), command.commandLine().getErr()));
                VectorStore store = new QdrantStore(
                        new CollectionSpec(
                                collection,
                                embedder.model().dimensions(),
                                embedder.model().stamp()),
                        Specs.qdrant(command, qdrant))) {
            VectorStore.Health health = store.health();
            if (!health.up()) {
                throw CommandException.temporary("Cannot search at " + qdrant + ": " + health.reason(), null);
            }
            // Vectors of another model would answer nonsense.
            store.checkCollection();
            return new Documents(store).nearest(vector(embedder, text), tenant, limit);
        }
    }

    /** Composed, as the documents are: what looks the same finds the same. */
    static float[] vector(Embedder embedder, String query) throws InterruptedException {
        return embedder.embed(ComposedText.of(query), Side.QUERY);
    }
}
