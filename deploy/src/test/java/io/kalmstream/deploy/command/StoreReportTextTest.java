package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.deploy.bench.BenchStore;
import io.kalmstream.deploy.bench.Speed;
import io.kalmstream.deploy.bench.StoreBenchSettings;
import io.kalmstream.deploy.bench.StoreReport;
import org.junit.jupiter.api.Test;

class StoreReportTextTest {
    private static final StoreReport REPORT = new StoreReport(
            new StoreBenchSettings(new BenchStore.Embedded(), 1_000, 384, 256, 4, 3),
            "qdrant 1.18.3",
            new Speed(950, 900, 1_000),
            new Speed(1_000, 990, 1_010));

    @Test
    void json_hasEveryNumber() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(StoreReportText.json(REPORT));

        assertThat(json.path("points_per_second").asDouble()).isEqualTo(950);
        assertThat(json.path("bare_points_per_second").asDouble()).isEqualTo(1_000);
        assertThat(json.path("ratio").asDouble()).isEqualTo(0.95);
        assertThat(json.path("points").asInt()).isEqualTo(1_000);
        assertThat(json.path("dimensions").asInt()).isEqualTo(384);
        assertThat(json.path("batch").asInt()).isEqualTo(256);
        assertThat(json.path("in_flight").asInt()).isEqualTo(4);
        assertThat(json.path("server").asText()).isEqualTo("qdrant 1.18.3");
    }

    @Test
    void lines_areATable() {
        assertThat(StoreReportText.lines(REPORT))
                .anySatisfy(line -> assertThat(line).startsWith("ratio").contains("0.950"))
                .anySatisfy(line -> assertThat(line).startsWith("adapter").contains("950"));
    }
}
