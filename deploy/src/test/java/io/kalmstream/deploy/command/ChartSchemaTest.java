package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The chart's values are checked by Helm against the keys that a worker knows. */
final class ChartSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Put what {@code kalmstream config reference --json-schema} prints, but for its {@code $schema}, in the place of {@code config}. */
    @Test
    void config_isWhatAWorkerKnows() throws Exception {
        JsonNode known = JSON.readTree(
                String.join("\n", TestingCommandLine.lines(ExitCode.OK, "config", "reference", "--json-schema")));
        ((ObjectNode) known).remove("$schema");
        JsonNode chart = JSON.readTree(Files.readString(Path.of("helm", "kalmstream", "values.schema.json")));
        assertThat(chart.at("/properties/config")).isEqualTo(known);
    }
}
