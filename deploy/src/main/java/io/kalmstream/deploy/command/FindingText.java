package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.check.Finding;
import io.kalmstream.deploy.check.Verdict;
import io.kalmstream.deploy.command.Table.Column;
import java.util.List;
import java.util.Locale;

/** What was found when something was looked at, for people and for scripts. */
final class FindingText {
    private FindingText() {}

    static List<String> lines(List<Finding> findings, int width) {
        Table table = new Table(
                List.of(Column.text("part"), Column.text("what"), Column.text("is"), Column.flexible("says")));
        findings.forEach(finding -> table.add(finding.part(), finding.what(), word(finding.verdict()), finding.says()));
        return table.lines(width);
    }

    static ObjectNode json(List<Finding> findings) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("ok", exitCode(findings) == ExitCode.OK);
        ArrayNode all = object.putArray("findings");
        findings.forEach(finding -> all.addObject()
                .put("part", finding.part())
                .put("what", finding.what())
                .put("is", word(finding.verdict()))
                .put("says", finding.says()));
        return object;
    }

    /** Of the worst; what somebody must change is worse than what may come back by itself. */
    static int exitCode(List<Finding> findings) {
        Verdict worst = findings.stream().map(Finding::verdict).reduce(Verdict.OK, FindingText::worse);
        return switch (worst) {
            case OK, NOTE, UNKNOWN -> ExitCode.OK;
            case UNREACHABLE -> ExitCode.TEMPORARY;
            case WRONG -> ExitCode.CONFIGURATION;
        };
    }

    private static Verdict worse(Verdict one, Verdict other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
