package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.bench.EncoderReport;
import io.kalmstream.deploy.bench.EncoderReport.Comparison;
import io.kalmstream.deploy.bench.Speed;
import java.util.ArrayList;
import java.util.List;

/** A measurement for people and for scripts. */
final class EncoderReportText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MEBI = 1024 * 1024;

    private EncoderReportText() {}

    static String json(EncoderReport report) {
        ObjectNode object = JSON.createObjectNode();
        object.put("model", report.model());
        object.put("precision", report.precision());
        object.put("threads", report.threads());
        object.put("documents", report.documents());
        object.put("tokens", report.tokens());
        object.put("rounds", report.rounds());
        object.put("docs_per_second", report.speed().median());
        object.put("tokens_per_second", report.tokensPerSecond());
        object.put("padding_ratio", report.paddingRatio());
        object.put("load_seconds", report.loadSeconds());
        object.put("resident_bytes", report.residentBytes());
        object.set("docs_per_second_range", range(report.speed()));
        report.comparison().ifPresent(comparison -> put(comparison, object));
        return object.toString();
    }

    private static void put(Comparison comparison, ObjectNode object) {
        object.put("against", comparison.against());
        object.put("ratio", comparison.ratio());
        object.put("against_docs_per_second", comparison.speed().median());
        object.set("against_docs_per_second_range", range(comparison.speed()));
        object.put("cosine_mean", comparison.meanCosine());
        object.put("cosine_min", comparison.leastCosine());
    }

    private static ObjectNode range(Speed speed) {
        return JSON.createObjectNode().put("min", speed.slowest()).put("max", speed.fastest());
    }

    static List<String> lines(EncoderReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("%s in %s on %d threads: %d documents of %.1f tokens on average"
                .formatted(
                        report.model(),
                        report.precision(),
                        report.threads(),
                        report.documents(),
                        (double) report.tokens() / report.documents()));
        lines.add("%.1f documents/s (%.1f to %.1f over %d rounds), %.0f tokens/s, %.1f %% of a batch is padding"
                .formatted(
                        report.speed().median(),
                        report.speed().slowest(),
                        report.speed().fastest(),
                        report.rounds(),
                        report.tokensPerSecond(),
                        100 * report.paddingRatio()));
        lines.add("opened in %.2f s, %.0f MB resident".formatted(report.loadSeconds(), report.residentBytes() / MEBI));
        report.comparison()
                .ifPresent(comparison -> lines.add(
                        "%s: %.1f documents/s (%.1f to %.1f); we are %.2f times as fast; cosine %.6f on average, %.6f at least"
                                .formatted(
                                        comparison.against(),
                                        comparison.speed().median(),
                                        comparison.speed().slowest(),
                                        comparison.speed().fastest(),
                                        comparison.ratio(),
                                        comparison.meanCosine(),
                                        comparison.leastCosine())));
        return lines;
    }
}
