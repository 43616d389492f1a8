package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** @param problems what does not add up, as sentences; empty when every event is accounted for */
public record QuickstartResult(QuickstartReport report, List<String> problems) {
    public QuickstartResult {
        requireNonNull(report, "report is null");
        problems = List.copyOf(problems);
    }

    public boolean accountedFor() {
        return problems.isEmpty();
    }
}
