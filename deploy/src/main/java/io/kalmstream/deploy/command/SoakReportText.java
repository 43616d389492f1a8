package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.soak.FaultKind;
import io.kalmstream.deploy.soak.Flaw;
import io.kalmstream.deploy.soak.SoakReport;
import java.util.ArrayList;
import java.util.List;

/** What a soak has found, for people and for scripts. */
final class SoakReportText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FINDINGS = 20;
    private static final int WIDTH = 120;

    private SoakReportText() {}

    static String json(SoakReport report) {
        ObjectNode object = JSON.createObjectNode();
        for (Flaw flaw : Flaw.values()) {
            object.put(flaw.label(), report.flaws(flaw));
        }
        object.put("faults", report.faultsInAll());
        object.put("seed", report.seed());
        object.put("passed", report.passed());
        object.put("minutes", report.time().toMillis() / 60_000.0);
        object.put("events", report.events());
        object.put("documents", report.documents());
        object.put("letters_expected", report.lettersExpected());
        object.put("letters_seen", report.lettersSeen());
        object.put("vectors_seen", report.vectors());
        object.put("duplicates_seen", report.duplicates());
        object.put("healing_seconds", report.healing().toMillis() / 1000.0);
        ObjectNode kinds = object.putObject("faults_by_kind");
        for (FaultKind kind : FaultKind.values()) {
            kinds.put(kind.label(), report.faults(kind));
        }
        ArrayNode findings = object.putArray("findings");
        report.findings().stream().limit(FINDINGS).forEach(findings::add);
        return object.toString();
    }

    static List<String> lines(SoakReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("%d events in %.1f minutes of faults, worked on %.1f s after the last; seed %d"
                .formatted(
                        report.events(),
                        report.time().toMillis() / 60_000.0,
                        report.healing().toMillis() / 1000.0,
                        report.seed()));
        lines.add("%d documents, %d dead letters of %d, %d vectors, %d duplicates found"
                .formatted(
                        report.documents(),
                        report.lettersSeen(),
                        report.lettersExpected(),
                        report.vectors(),
                        report.duplicates()));
        lines.add("");
        Table table = new Table(List.of(
                Table.Column.text("fault"),
                Table.Column.number("times"),
                Table.Column.text("wrong"),
                Table.Column.number("times")));
        FaultKind[] faults = FaultKind.values();
        Flaw[] flaws = Flaw.values();
        for (int i = 0; i < Math.max(faults.length, flaws.length); i++) {
            table.add(
                    i < faults.length ? faults[i].label() : "",
                    i < faults.length ? Integer.toString(report.faults(faults[i])) : "",
                    i < flaws.length ? flaws[i].label() : "",
                    i < flaws.length ? Long.toString(report.flaws(flaws[i])) : "");
        }
        lines.addAll(table.lines(WIDTH));
        report.findings().stream().limit(FINDINGS).forEach(lines::add);
        return lines;
    }
}
