package io.kalmstream.deploy.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DockerfileTest {
    private static final String DIGEST = "@sha256:" + "0".repeat(64);
    private static final Dockerfile CPU = Dockerfile.parse(Shipped.text("docker/cpu.Dockerfile"));

    @Test
    void cpuImage_keepsTheRules() {
        assertThat(CPU.problems()).isEmpty();
        assertThat(rest("USER")).containsOnly("65532:65532");
    }

    @Test
    void whatRunsIsJsonAndReadsTheSameOptions_inTrainingAndAfterwards() throws JsonProcessingException {
        for (String word : List.of("RUN", "ENTRYPOINT", "CMD")) {
            for (String command : rest(word).toList()) {
                assertThat(new ObjectMapper().readValue(command, String[].class))
                        .isNotEmpty();
            }
        }
        // The cache holds only for a JVM that is started alike.
        assertThat(Stream.concat(rest("RUN").filter(run -> run.contains("AOTCacheOutput")), rest("ENTRYPOINT")))
                .hasSize(2)
                .allSatisfy(command -> assertThat(command).contains("\"@/app/java.options\""));
        assertThat(Shipped.text("docker/java.options"))
                .contains(
                        "-XX:MaxRAMPercentage=",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void context_leavesOutWhatWasBuiltHere() {
        assertThat(Shipped.text("docker/cpu.Dockerfile.dockerignore").lines())
                .contains("*", "**/target", "**/.git", "**/.env");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        FROM a:1                          | not pinned
        FROM a:latest@sha256:DIGEST       | not pinned
        FROM a@sha256:DIGEST              | not pinned
        USER root                         | runs as 'root'
        USER 0:0                          | runs as '0:0'
        USER nonroot                      | runs as 'nonroot'
        ADD https://example.org/x /x      | ADD
        RUN apt-get update                | asks for a shell
        RUN ["curl", "https://x"]         | downloads
        ENTRYPOINT java -jar x.jar        | asks for a shell
        HEALTHCHECK CMD java -version     | asks for a shell
        ENV API_KEY=x                     | looks like a secret
        """)
    void whatBreaksARule_isFound(String instruction, String problem) {
        String good = """
            FROM a:1%s
            ENTRYPOINT ["a"]
            CMD ["b"]
            USER 1:1
            """.formatted(DIGEST);
        assertThat(Dockerfile.parse(good).problems()).isEmpty();
        String bad = good + instruction.replace("DIGEST", "0".repeat(64)) + "\n";
        if (instruction.startsWith("FROM")) {
            bad += "USER 1:1\n";
        }
        assertThat(Dockerfile.parse(bad).problems()).singleElement().asString().contains(problem);
    }

    private static Stream<String> rest(String word) {
        return CPU.instructions().stream()
                .filter(instruction -> instruction.word().equals(word))
                .map(Dockerfile.Instruction::rest);
    }
}
