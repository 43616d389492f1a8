package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.deploy.soak.FaultKind;
import io.kalmstream.deploy.soak.Flaw;
import io.kalmstream.deploy.soak.SoakReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SoakReportTextTest {
    @Test
    void json_saysWhatScriptsAskFor() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(SoakReportText.json(report(all(), Map.of(Flaw.LOST, 2L))));

        assertThat(json.path("lost").asLong()).isEqualTo(2);
        for (String name : List.of("duplicated", "stale", "phantom", "reordered", "stalled", "unexpected")) {
            assertThat(json.path(name).isIntegralNumber()).as(name).isTrue();
            assertThat(json.path(name).asLong()).as(name).isZero();
        }
        assertThat(json.path("faults").asInt()).isEqualTo(FaultKind.values().length);
        assertThat(json.path("seed").asLong()).isEqualTo(42);
        assertThat(json.path("passed").asBoolean()).isFalse();
        assertThat(json.path("letters_expected").asInt()).isEqualTo(7);
        assertThat(json.path("faults_by_kind").path("worker_killed").asInt()).isEqualTo(1);
    }

    @Test
    void passed_onlyWithEveryKindOfFault_andWithoutFlaws() {
        Map<FaultKind, Integer> faults = all();
        assertThat(report(faults, Map.of(Flaw.LOST, 0L)).passed()).isTrue();
        assertThat(report(faults, Map.of(Flaw.STALLED, 1L)).passed()).isFalse();

        faults.remove(FaultKind.STORE_MUTE);
        assertThat(report(faults, Map.of()).passed()).isFalse();
    }

    @Test
    void lines_areATable_andWhatIsWrong() {
        assertThat(SoakReportText.lines(report(all(), Map.of(Flaw.LOST, 2L))))
                .contains("fault              times  wrong       times")
                .anyMatch(line -> line.matches("worker_killed\\s+1\\s+lost\\s+2"))
                .contains("lost: something");
    }

    private static Map<FaultKind, Integer> all() {
        Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            faults.put(kind, 1);
        }
        return faults;
    }

    private static SoakReport report(Map<FaultKind, Integer> faults, Map<Flaw, Long> flaws) {
        return new SoakReport(
                42,
                Duration.ofMinutes(1),
                1_000,
                100,
                7,
                6,
                50,
                5,
                faults,
                flaws,
                List.of("lost: something"),
                Duration.ofSeconds(3),
                Path.of("logs"));
    }
}
