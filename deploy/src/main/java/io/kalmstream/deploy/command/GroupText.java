package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.deploy.dedup.GroupCount;
import io.kalmstream.deploy.dedup.GroupReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Groups of duplicates, for people and for scripts. */
final class GroupText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GroupText() {}

    static List<String> lines(GroupReport report, int width) {
        List<String> lines = new ArrayList<>();
        if (!report.largest().isEmpty()) {
            Table table = new Table(List.of(
                    Column.number("duplicates"),
                    Column.number("exact"),
                    Column.number("near"),
                    Column.number("lowest score"),
                    Column.text("original"),
                    Column.text("tenant"),
                    Column.flexible("text")));
            for (GroupCount group : report.largest()) {
                String text = group.leads() ? group.text() : "(it leads no more)";
                table.add(
                        Long.toString(group.duplicates()),
                        Long.toString(group.exact()),
                        Long.toString(group.near()),
                        String.format(Locale.ROOT, "%.3f", group.lowest()),
                        group.leader().id(),
                        group.leader().tenant(),
                        text == null ? "" : text);
            }
            lines.addAll(table.lines(width));
            lines.add("");
        }
        lines.add("%d documents, %d duplicates in %d groups%s"
                .formatted(
                        report.documents(),
                        report.duplicates(),
                        report.groups(),
                        report.strays() == 0
                                ? "."
                                : ", %d of them of a document that leads no more.".formatted(report.strays())));
        return lines;
    }

    /** One object on one line. */
    static String json(GroupReport report) {
        ObjectNode object = JSON.createObjectNode();
        object.put("documents", report.documents());
        object.put("duplicates", report.duplicates());
        object.put("groups", report.groups());
        object.put("strays", report.strays());
        ArrayNode largest = object.putArray("largest");
        for (GroupCount group : report.largest()) {
            largest.addObject()
                    .put("id", group.leader().id())
                    .put("tenant", group.leader().tenant())
                    .put("text", group.text())
                    .put("leads", group.leads())
                    .put("duplicates", group.duplicates())
                    .put("exact", group.exact())
                    .put("near", group.near())
                    .put("lowest_score", group.lowest())
                    .put("latest", group.latest().toString());
        }
        return object.toString();
    }
}
