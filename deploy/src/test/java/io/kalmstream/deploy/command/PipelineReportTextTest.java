package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.deploy.bench.PipelineReport;
import io.kalmstream.deploy.bench.PipelineReport.AgainstEncoder;
import io.kalmstream.deploy.bench.PipelineReport.Load;
import io.kalmstream.deploy.bench.Speed;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineReportTextTest {
    private static final Load LOAD = new Load(50, 1_000, 20, 90, 290, 30);

    @Test
    void json_withModel_hasEveryNumber() throws JsonProcessingException {
        JsonNode json = new ObjectMapper()
                .readTree(PipelineReportText.json(
                        report(Optional.of(new AgainstEncoder(new Speed(120, 110, 130), 0.9)))));

        assertThat(json.path("events_per_second").asDouble()).isEqualTo(100);
        assertThat(json.path("efficiency").asDouble()).isEqualTo(0.9);
        assertThat(json.path("encoder_docs_per_second").asDouble()).isEqualTo(120);
        assertThat(json.path("padding_ratio").asDouble()).isEqualTo(0.05);
        assertThat(json.path("searchable_p50_ms").asLong()).isEqualTo(20);
        assertThat(json.path("searchable_p99_ms").asLong()).isEqualTo(90);
        assertThat(json.path("searchable_bound_ms").asDouble()).isEqualTo(290);
    }

    @Test
    void json_withoutModel_hasNoEfficiency() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(PipelineReportText.json(report(Optional.empty())));

        assertThat(json.has("efficiency")).isFalse();
        assertThat(json.path("events_per_second").asDouble()).isEqualTo(100);
    }

    @Test
    void lines_areATable() {
        assertThat(PipelineReportText.lines(report(Optional.of(new AgainstEncoder(new Speed(120, 110, 130), 0.9)))))
                .anySatisfy(line -> assertThat(line).startsWith("efficiency").contains("0.900"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("searchable after, p99")
                        .contains("90 ms")
                        .contains("290 ms"));
    }

    private static PipelineReport report(Optional<AgainstEncoder> against) {
        return new PipelineReport("m@1", "embedded", 2, 2, 900, 5, new Speed(100, 90, 110), 0.05, against, LOAD);
    }
}
