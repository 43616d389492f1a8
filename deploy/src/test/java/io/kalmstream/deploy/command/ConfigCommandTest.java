package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.deploy.config.ConfigKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String LEAST = """
        bootstrap.servers=kafka:9092
        schema.registry.url=http://me:canary@registry:8081
        qdrant.url=http://localhost:6334
        input.topic=events
        state.dir=/var/lib/kalmstream
        """;

    @TempDir
    Path folder;

    @Test
    void check_saysOk_orEveryProblemOnALineOfItsOwn() throws IOException {
        Path file = file("");
        assertThat(lines(ExitCode.OK, "check", "--config", file.toString())).containsExactly("ok");

        List<String> problems = lines(
                ExitCode.CONFIGURATION,
                "check",
                "--config",
                file.toString(),
                "--set",
                "qdrant.ulr=x",
                "--set",
                "http.port=x",
                "--set",
                "input.format=string",
                "--set",
                "input.text.template={title}");

        assertThat(problems)
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("qdrant.ulr", "qdrant.url"))
                .anySatisfy(line -> assertThat(line).contains("http.port"))
                .anySatisfy(line -> assertThat(line).contains("input.text.template", "input.format"));
    }

    @Test
    void check_answersJson() throws IOException {
        JsonNode bad = JSON.readTree(String.join("", lines(ExitCode.CONFIGURATION, "check", "--json")));

        assertThat(bad.path("ok").asBoolean(true)).isFalse();
        assertThat(bad.path("problems").toString()).contains("bootstrap.servers is missing", "state.dir is missing");
    }

    @Test
    void show_saysWhatCountsAndWhoSaysSo_andNoSecret() throws IOException {
        Path file = file("""
            qdrant.api.key=canary
            streams.sasl.jaas.config=canary
            streams.my.token=canary
            streams.poll.ms=20
            qdrant.ulr=x
            """);

        List<String> table = lines(ExitCode.OK, "show", "--config", file.toString(), "--set", "qdrant.collection=docs");

        assertThat(String.join("\n", table)).doesNotContain("canary");
        assertThat(table)
                .anySatisfy(line -> assertThat(line).matches("KEY +VALUE +SOURCE +WHAT IT IS"))
                .anySatisfy(line -> assertThat(line).matches("qdrant\\.api\\.key +\\[hidden] +file .*"))
                .anySatisfy(line -> assertThat(line).matches("qdrant\\.collection +docs +option .*"))
                .anySatisfy(line -> assertThat(line).matches("encoder\\.model +builtin +default .*"))
                .anySatisfy(line -> assertThat(line).matches("schema\\.registry\\.url +http://\\[hidden]@registry.*"))
                .anySatisfy(line -> assertThat(line).matches("streams\\.my\\.token +\\[hidden] +file .*"))
                .anySatisfy(line -> assertThat(line).matches("streams\\.poll\\.ms +20 +file .*"))
                .anySatisfy(line -> assertThat(line).matches("qdrant\\.ulr +x +file +Unknown\\."));
    }

    @Test
    void reference_namesEveryKey_inEachFormat() throws IOException {
        String text = String.join("\n", lines(ExitCode.OK, "reference"));
        JsonNode array = JSON.readTree(String.join("", lines(ExitCode.OK, "reference", "--json")));
        JsonNode schema = JSON.readTree(String.join("", lines(ExitCode.OK, "reference", "--json-schema")));

        assertThat(ConfigKeys.groups())
                .flatExtracting(group -> group.definition().names())
                .allSatisfy(key -> {
                    assertThat(text).contains(key + " ");
                    assertThat(schema.path("properties").has(key)).as(key).isTrue();
                    assertThat(array.findValuesAsText("key")).contains(key);
                });
        assertThat(schema.path("properties").path("duplicates.policy").toString())
                .contains("\"enum\":[\"mark\",\"skip\",\"off\"]");
        assertThat(schema.path("properties").path("http.port").path("type").asText())
                .isEqualTo("integer");
    }

    @Test
    void thePage_isWhatReferenceWrites() throws IOException {
        assertThat(Files.readAllLines(Path.of("CONFIGURATION.md")))
                .as("stale: deploy/kalmstream config reference --markdown > deploy/CONFIGURATION.md")
                .isEqualTo(lines(ExitCode.OK, "reference", "--markdown"));
    }

    private static List<String> lines(int code, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "config";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return TestingCommandLine.lines(Set.of(code), all);
    }

    private Path file(String more) throws IOException {
        return Files.writeString(folder.resolve("worker.properties"), LEAST + more);
    }
}
