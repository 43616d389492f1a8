package io.kalmstream.deploy.command;

import io.kalmstream.deploy.query.HitJson;
import io.kalmstream.sinks.Neighbour;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whose documents are asked for by documents, how many, and how they are printed. */
final class HitOptions {
    @Option(
            names = "--tenant",
            paramLabel = "T",
            defaultValue = "",
            description = "Whose; without it, of the tenant without a name. Tenants never see each other's.")
    private String tenant = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "At most this many (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print JSON on one line instead of a table.")
    private boolean json;

    HitOptions() {}

    String tenant() {
        return tenant;
    }

    int limit(CommandSpec command) {
        if (limit < 1) {
            throw Specs.usage(command, "--limit must be at least 1: " + limit);
        }
        return limit;
    }

    boolean json() {
        return json;
    }

    void print(List<Neighbour> hits, PrintWriter out) {
        if (json) {
            out.println(HitJson.array(hits));
        } else {
            HitTable.lines(hits, Terminal.find().columns()).forEach(out::println);
        }
    }

    /** For people, behind the name of something. */
    static String ofTenant(String tenant) {
        return tenant.isEmpty() ? "" : " of tenant `" + tenant + "`";
    }
}
