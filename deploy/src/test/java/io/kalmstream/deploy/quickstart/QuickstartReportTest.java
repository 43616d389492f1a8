package io.kalmstream.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.topology.window.Settlement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QuickstartReportTest {
    @Test
    void json_hasTheFieldsInTheirOrder() {
        Map<Place, Settlement> outcomes = new HashMap<>();
        // The quickstart's worker marks duplicates and skips none.
        for (Settlement outcome : EnumSet.complementOf(EnumSet.of(Settlement.SKIPPED))) {
            outcomes.put(new Place("events", 0, outcomes.size()), outcome);
        }
        QuickstartReport report = QuickstartReport.of(outcomes, List.of(10L, 20L, 30L), 4, Duration.ofMillis(1500));
        assertThat(report.json(new AudienceReport(7, 6, 50, 60)))
                .isEqualTo("{\"events\":6,\"upserted\":2,\"unchanged\":1,\"superseded\":1,\"deleted\":1,"
                        + "\"duplicates\":4,\"dead_lettered\":1,\"seconds\":1.5,\"events_per_second\":4.0,"
                        + "\"searchable_p50_ms\":20,\"searchable_p99_ms\":30,"
                        + "\"interactions\":7,\"recommendations\":6,\"recommended_p50_ms\":50,"
                        + "\"recommended_p99_ms\":60}");
    }
}
