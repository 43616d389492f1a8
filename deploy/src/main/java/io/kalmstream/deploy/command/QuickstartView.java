package io.kalmstream.deploy.command;

import io.kalmstream.deploy.quickstart.Addresses;
import io.kalmstream.deploy.quickstart.AudienceResult;
import io.kalmstream.deploy.quickstart.AudienceResult.Shown;
import io.kalmstream.deploy.quickstart.ExampleAnswer;
import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.deploy.quickstart.QuickstartResult;
import io.kalmstream.sinks.StoredPoint;
import java.io.PrintWriter;
import java.util.List;

/** What a quickstart says. */
final class QuickstartView {
    private static final int SHOWN = 3;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Terminal terminal;

    /** @param out for results; {@code err} is for what is said about them */
    QuickstartView(PrintWriter out, PrintWriter err, Terminal terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    void starting() {
        err.println("Starting a Kafka broker, a schema registry, Qdrant's API and a worker on this machine ...");
    }

    Progress progress() {
        return terminal.progress(err, ProgressUnit.EVENTS);
    }

    void started(Addresses at) {
        Table table = new Table(List.of(Table.Column.text("what"), Table.Column.text("where")));
        table.add("Kafka", at.kafka());
        table.add("Events topic", String.join(", ", at.topics().inputs()));
        table.add("Dead letters topic", at.topics().deadLetters());
        table.add("Duplicates topic", at.topics().duplicates());
        table.add("Interactions topic", at.interactions());
        table.add("Recommendations topic", at.recommendations());
        table.add("Schema registry", at.registry());
        table.add("Qdrant (gRPC)", at.qdrant());
        table.add("HTTP", at.http() + " (/health/ready, /metrics, /v1/search, /openapi.json)");
        table.add("Collection", at.collection());
        table.add("Data", at.data() + (at.temporary() ? " (removed at exit)" : ""));
        table.add("Log", at.log().toString());
        out.println();
        table.lines(terminal.columns()).stream().skip(1).forEach(out::println);
        out.println();
    }

    void result(QuickstartResult result) {
        out.println(result.report().sentence());
        if (result.accountedFor()) {
            out.println("Every event is accounted for.");
        } else {
            err.println("Not every event is accounted for:");
            result.problems().forEach(problem -> err.println("  " + problem));
        }
    }

    void examples(List<ExampleAnswer> answers) {
        for (ExampleAnswer answer : answers) {
            String tenant = answer.query().tenant();
            out.println();
            out.println("Search: "
                    + DisplayText.cut(DisplayText.oneLine(answer.query().text()), terminal.columns() - 30)
                    + (tenant == null || tenant.isEmpty() ? "" : " (tenant " + tenant + ")"));
            HitTable.lines(answer.hits(), terminal.columns()).forEach(out::println);
        }
        out.println();
        out.flush();
    }

    Progress interactions() {
        return terminal.progress(err, ProgressUnit.INTERACTIONS);
    }

    void audience(AudienceResult result) {
        Shown shown = result.shown();
        if (shown == null) {
            return;
        }
        out.println(result.report().sentence());
        result.problems().forEach(problem -> err.println("  " + problem));
        out.println();
        String user = shown.told().getUserId();
        shown.liked().forEach(liked -> out.println(line("What " + user + " liked: ", liked)));
        shown.items().stream().limit(SHOWN).forEach(item -> out.println(line("  recommended: ", item)));
        out.println();
        out.flush();
    }

    private String line(String before, StoredPoint point) {
        String text = point.text() == null ? point.key().id() : DisplayText.oneLine(point.text());
        return before + DisplayText.cut(text, terminal.columns() - before.length() - 1);
    }

    void next(Addresses at) {
        out.println("Try, in another terminal:");
        out.println("  deploy/kalmstream search \"how do I fix a slow database?\" --qdrant " + at.qdrant());
        out.println("  curl -s " + at.http()
                + "/v1/search -H 'content-type: application/json' -d '{\"text\": \"fix a slow database\","
                + " \"tenant\": \"acme\"}'");
        out.println("  deploy/kalmstream produce --input more.jsonl --topic "
                + at.topics().inputs().getFirst() + " --bootstrap " + at.kafka() + " --registry " + at.registry());
        out.println("  deploy/kalmstream recommend --user ada --tenant acme --qdrant " + at.qdrant() + " --bootstrap "
                + at.kafka() + " --registry " + at.registry());
        out.println();
        out.println("Everything runs until Ctrl-C.");
        out.flush();
    }

    void stopping() {
        err.println();
        err.println("Stopping ...");
    }
}
