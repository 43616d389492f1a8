package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.bench.PipelineReport;
import io.kalmstream.deploy.bench.PipelineReport.AgainstEncoder;
import io.kalmstream.deploy.bench.PipelineReport.Load;
import io.kalmstream.deploy.bench.Speed;
import java.util.List;

/** A measurement of a pipeline for people and for scripts. */
final class PipelineReportText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PipelineReportText() {}

    static String json(PipelineReport report) {
        ObjectNode object = JSON.createObjectNode();
        object.put("model", report.model());
        object.put("store", report.store());
        object.put("threads", report.threads());
        object.put("partitions", report.partitions());
        object.put("events", report.events());
        object.put("rounds", report.rounds());
        object.put("events_per_second", report.speed().median());
        report.againstEncoder().ifPresent(against -> {
            object.put("efficiency", against.efficiency());
            object.put("encoder_docs_per_second", against.speed().median());
            object.set("encoder_docs_per_second_range", range(against.speed()));
        });
        object.put("padding_ratio", report.paddingRatio());
        Load load = report.load();
        object.put("searchable_p50_ms", load.p50Millis());
        object.put("searchable_p99_ms", load.p99Millis());
        object.put("searchable_bound_ms", load.boundMillis());
        object.put("load_events_per_second", load.perSecond());
        object.put("load_events", load.events());
        object.put("device_batch_ms", load.batchMillis());
        object.set("events_per_second_range", range(report.speed()));
        return object.toString();
    }

    private static ObjectNode range(Speed speed) {
        return JSON.createObjectNode().put("min", speed.slowest()).put("max", speed.fastest());
    }

    static List<String> lines(PipelineReport report) {
        Table table = new Table(
                List.of(Table.Column.text("what"), Table.Column.number("measured"), Table.Column.flexible("about")));
        table.add("events/s", number(report.speed().median()), about(report));
        report.againstEncoder().ifPresent(against -> {
            table.add("encoder alone, documents/s", number(against.speed().median()), range(against));
            table.add("efficiency", "%.3f".formatted(against.efficiency()), "of the encoder alone");
        });
        table.add("padding", "%.1f %%".formatted(100 * report.paddingRatio()), "of the device batches' tokens");
        Load load = report.load();
        table.add(
                "searchable after, p50",
                load.p50Millis() + " ms",
                "%d events, %.0f/s".formatted(load.events(), load.perSecond()));
        table.add(
                "searchable after, p99",
                load.p99Millis() + " ms",
                "should be below %.0f ms; a device batch takes %.1f ms"
                        .formatted(load.boundMillis(), load.batchMillis()));
        return table.lines(Terminal.find().columns());
    }

    private static String about(PipelineReport report) {
        return "%.0f to %.0f in %d rounds of %d; %s, store %s, %d threads, %d partitions"
                .formatted(
                        report.speed().slowest(),
                        report.speed().fastest(),
                        report.rounds(),
                        report.events(),
                        report.model(),
                        report.store(),
                        report.threads(),
                        report.partitions());
    }

    private static String range(AgainstEncoder against) {
        return "%.0f to %.0f"
                .formatted(against.speed().slowest(), against.speed().fastest());
    }

    private static String number(double value) {
        return "%.1f".formatted(value);
    }
}
