package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.bench.Speed;
import io.kalmstream.deploy.bench.StoreBenchSettings;
import io.kalmstream.deploy.bench.StoreReport;
import java.util.List;

/** A measurement of a store for people and for scripts. */
final class StoreReportText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StoreReportText() {}

    static String json(StoreReport report) {
        StoreBenchSettings settings = report.settings();
        ObjectNode object = JSON.createObjectNode();
        object.put("server", report.server());
        object.put("points", settings.points());
        object.put("dimensions", settings.dimensions());
        object.put("batch", settings.batch());
        object.put("in_flight", settings.inFlight());
        object.put("rounds", settings.rounds());
        object.put("points_per_second", report.adapter().median());
        object.put("bare_points_per_second", report.bare().median());
        object.put("ratio", report.ratio());
        return object.toString();
    }

    static List<String> lines(StoreReport report) {
        StoreBenchSettings settings = report.settings();
        Table table = new Table(
                List.of(Table.Column.text("what"), Table.Column.number("measured"), Table.Column.flexible("about")));
        table.add(
                "adapter, points/s",
                number(report.adapter()),
                "%s; %s, store %s"
                        .formatted(
                                range(report.adapter()),
                                report.server(),
                                settings.store().name()));
        table.add(
                "client library alone, points/s",
                number(report.bare()),
                "%s; %d rounds of %d points of %d dimensions, %d a request, %d requests in flight"
                        .formatted(
                                range(report.bare()),
                                settings.rounds(),
                                settings.points(),
                                settings.dimensions(),
                                settings.batch(),
                                settings.inFlight()));
        table.add("ratio", "%.3f".formatted(report.ratio()), "of the client library alone");
        return table.lines(Terminal.find().columns());
    }

    private static String number(Speed speed) {
        return "%.0f".formatted(speed.median());
    }

    private static String range(Speed speed) {
        return "%.0f to %.0f".formatted(speed.slowest(), speed.fastest());
    }
}
