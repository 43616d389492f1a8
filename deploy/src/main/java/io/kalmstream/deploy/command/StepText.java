package io.kalmstream.deploy.command;

import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.sinks.qdrant.CollectionPlan.Step;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Steps of a collection's plan as a table, what there is to say about them below it. */
final class StepText {
    private StepText() {}

    static List<String> lines(List<Step> steps, int width) {
        Table table = new Table(List.of(
                Column.text("action"), Column.text("setting"), Column.text("found"), Column.flexible("wanted")));
        Map<String, List<String>> notes = new LinkedHashMap<>();
        for (Step step : steps) {
            table.add(step.action().name().toLowerCase(Locale.ROOT), step.what(), step.found(), step.wanted());
            if (!step.note().isEmpty()) {
                notes.computeIfAbsent(step.note(), _ -> new ArrayList<>()).add(step.what());
            }
        }
        List<String> lines = new ArrayList<>(table.lines(width));
        notes.forEach((note, settings) -> lines.add(DisplayText.oneLine(String.join(", ", settings) + ": " + note)));
        return lines;
    }

    static String asConfigured(String collection, QdrantSettings server) {
        return "Collection '%s' at %s is as configured.".formatted(DisplayText.oneLine(collection), server.url());
    }
}
