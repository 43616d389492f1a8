package io.kalmstream.deploy.command;

import io.kalmstream.deploy.command.Table.Column;
import io.kalmstream.encoder.checkpoint.Decision;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A plan and its decisions as two tables, warnings below them. */
final class PlanTable {
    private PlanTable() {}

    static List<String> lines(ModelPlan plan, int width) {
        List<String> lines = new ArrayList<>(facts(plan, width));
        lines.add("");
        lines.addAll(decisions(plan, width));
        plan.decisions().stream()
                .flatMap(decision -> decision.warning().stream())
                .forEach(warning -> lines.add("Warning: " + DisplayText.oneLine(warning)));
        return lines;
    }

    private static List<String> facts(ModelPlan plan, int width) {
        Table table = new Table(List.of(Column.text("what"), Column.flexible("value")));
        table.add("Model", plan.card().stamp());
        table.add(
                "Architecture",
                PlanText.family(plan.spec()) + ", " + plan.spec().layers() + " layers of "
                        + plan.spec().hidden() + ", " + plan.spec().heads() + " heads, vocabulary of "
                        + plan.spec().vocabulary());
        table.add("Parameters", PlanText.millions(PlanText.parameters(plan)) + " in " + PlanText.types(plan));
        table.add("Memory", Sizes.of(PlanText.memory(plan)) + " for the weights in fp32, and what batches need");
        for (Path file : PlanText.files(plan)) {
            table.add("File", file.toString());
        }
        table.add("Tokenizer", plan.tokenizer().toString());
        return table.lines(width).stream().skip(1).toList();
    }

    static List<String> decisions(ModelPlan plan, int width) {
        Table table = new Table(List.of(Column.text("setting"), Column.flexible("value"), Column.text("from")));
        for (Decision decision : plan.decisions()) {
            table.add(decision.key(), decision.value(), decision.source());
        }
        return table.lines(width);
    }
}
