package io.kalmstream.deploy.command;

import io.kalmstream.avro.Recommendations;
import io.kalmstream.avro.RecommendedItem;
import io.kalmstream.deploy.query.Documents;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.RecommendQuery.Strategy;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.VectorStore;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "recommend",
        description = {
            "Find documents like some and unlike others, or print what a worker recommended to a user last.",
            "Documents given, their copies, and what the user has seen are left out. No model is needed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RecommendCommand implements Callable<Integer> {
    @Option(names = "--user", paramLabel = "U", description = "Print what a worker told this user last.")
    private @Nullable String user;

    @Option(names = "--like", paramLabel = "ID", split = ",", description = "Documents to resemble.")
    private List<String> likes = new ArrayList<>();

    @Option(names = "--unlike", paramLabel = "ID", split = ",", description = "Documents to keep away from.")
    private List<String> unlikes = new ArrayList<>();

    @Option(
            names = "--strategy",
            paramLabel = "S",
            defaultValue = "AVERAGE_VECTOR",
            description = "average_vector compares with the mean of those liked, best_score with the one resembled most"
                    + " (average_vector).")
    private Strategy strategy = Strategy.AVERAGE_VECTOR;

    @Option(
            names = "--diversity",
            paramLabel = "D",
            defaultValue = "0",
            description = "0 orders by score alone; towards 1, documents that resemble better ones give way to others"
                    + " (${DEFAULT-VALUE}).")
    private double diversity;

    @Mixin
    private final HitOptions hits = new HitOptions();

    @Mixin
    private final CollectionOptions options = new CollectionOptions();

    @Mixin
    private final ToldOptions topic = new ToldOptions();

    @Spec
    private @Nullable CommandSpec spec;

    RecommendCommand() {}

    @Override
    public Integer call() {
        CommandSpec command = Specs.of(spec);
        boolean byExamples = !likes.isEmpty() || !unlikes.isEmpty();
        if (byExamples == (user != null)) {
            throw Specs.usage(command, "either --user, or --like and --unlike");
        }
        if (user != null) {
            told(command, user, options.keys());
        } else {
            ask(command, query(command), options.keys());
        }
        return ExitCode.OK;
    }

    private RecommendQuery query(CommandSpec command) {
        int limit = hits.limit(command);
        try {
            return Documents.like(hits.tenant(), likes, unlikes, strategy, limit, diversity);
        } catch (IllegalArgumentException e) {
            throw Specs.usage(command, String.valueOf(e.getMessage()));
        }
    }

    private void ask(CommandSpec command, RecommendQuery query, Map<String, String> keys) {
        try (VectorStore store = CollectionOptions.open(keys)) {
            List<String> given = Stream.concat(likes.stream(), unlikes.stream()).toList();
            List<String> missing = new Documents(store).missing(hits.tenant(), given);
            if (!missing.isEmpty()) {
                String sentence = "%s%s: not in %s"
                        .formatted(
                                String.join(", ", missing),
                                HitOptions.ofTenant(hits.tenant()),
                                CollectionOptions.collection(keys));
                if (missing.size() == given.size()) {
                    throw CommandException.data(sentence);
                }
                command.commandLine().getErr().println(sentence + ", and left out");
            }
            hits.print(store.recommend(query), command.commandLine().getOut());
        }
    }

    private void told(CommandSpec command, String who, Map<String, String> keys) {
        int limit = hits.limit(command);
        Recommendations last = topic.latest(keys, hits.tenant(), who)
                .orElseThrow(() -> CommandException.data(
                        "Nothing was recommended to `%s`%s yet".formatted(who, HitOptions.ofTenant(hits.tenant()))));
        PrintWriter out = command.commandLine().getOut();
        List<Neighbour> items;
        try (VectorStore store = CollectionOptions.open(keys)) {
            items = stored(store, last.getItems().stream().limit(limit).toList());
        }
        if (hits.json()) {
            out.println(ToldText.json(last, items));
        } else {
            ToldText.lines(last, items, Terminal.find().columns()).forEach(out::println);
        }
    }

    /** What was deleted since is left out. */
    private List<Neighbour> stored(VectorStore store, List<RecommendedItem> items) {
        List<Optional<StoredPoint>> found =
                store.get(documents(items.stream().map(RecommendedItem::getId).toList()));
        List<Neighbour> stored = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            double score = items.get(i).getScore();
            found.get(i).ifPresent(point -> stored.add(new Neighbour(point, score)));
        }
        return stored;
    }

    private List<DocumentKey> documents(List<String> ids) {
        return ids.stream().map(id -> new DocumentKey(hits.tenant(), id)).toList();
    }
}
