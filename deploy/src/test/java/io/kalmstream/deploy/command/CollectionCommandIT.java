package io.kalmstream.deploy.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about collections, as somebody types them: against the server of -Dqdrant.url, or an embedded one. */
final class CollectionCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path data;

    private static TestingServer server;

    private final String id = UUID.randomUUID().toString();
    private final String collection = "cli-" + id;

    @BeforeAll
    static void start() throws IOException {
        server = TestingServer.start(data);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @AfterEach
    void drop() throws ExecutionException, InterruptedException {
        server.drop(collection);
    }

    @Test
    void planThenApply_leavesNothingToDo() throws IOException {
        String alias = "alias-" + id;
        String[] settings = {"--set", "qdrant.vectors.datatype=float16", "--set", "qdrant.collection.alias=" + alias};

        List<String> plan = run(ExitCode.OK, "plan", settings);
        assertThat(plan)
                .anySatisfy(line -> assertThat(line).startsWith("create").contains("collection", collection))
                .anySatisfy(line -> assertThat(line).contains("qdrant.vectors.datatype", "float16"))
                .anySatisfy(line -> assertThat(line).contains("alias " + alias, collection))
                .anySatisfy(line -> assertThat(line).contains("384 dimensions", "all-MiniLM-L6-v2"));
        assertThat(failure(ExitCode.CONFIGURATION, "status")).contains("does not exist", collection);

        assertThat(run(ExitCode.OK, "apply", settings)).last().asString().contains("is as configured");

        assertThat(run(ExitCode.OK, "plan", settings))
                .singleElement()
                .asString()
                .contains("is as configured");
        assertThat(JSON.readTree(
                        run(ExitCode.OK, "plan", with(settings, "--json")).getFirst()))
                .isEmpty();
        assertThat(JSON.readTree(run(ExitCode.OK, "apply", with(settings, "--json"))
                                .getFirst())
                        .path("done"))
                .isEmpty();
        JsonNode status = status();
        assertThat(status.path("collection").asText()).isEqualTo(collection);
        assertThat(status.path("aliases").path(0).asText()).isEqualTo(alias);
        assertThat(status.path("settings").path("qdrant.vectors.datatype").asText())
                .isEqualTo("float16");
    }

    @Test
    void apply_altersOnlyWithYes_andSaysWhatStays() throws IOException {
        run(ExitCode.OK, "apply");
        String[] graph = {"--set", "qdrant.hnsw.m=32"};
        String[] shards = {"--set", "qdrant.hnsw.m=32", "--set", "qdrant.shard.number=3"};

        assertThat(failure(ExitCode.USAGE, "apply", graph)).contains("--yes", collection);
        assertThat(status().path("settings").path("qdrant.hnsw.m").asInt()).isEqualTo(16);
        assertThat(run(ExitCode.CONFIGURATION, "plan", shards))
                .anySatisfy(line -> assertThat(line).startsWith("change").contains("qdrant.hnsw.m", "16", "32"))
                .anySatisfy(line -> assertThat(line).startsWith("cannot").contains("qdrant.shard.number", "1", "3"));

        JsonNode outcome = JSON.readTree(run(ExitCode.CONFIGURATION, "apply", with(shards, "--yes", "--json"))
                .getFirst());

        assertThat(outcome.path("done").path(0).path("what").asText()).isEqualTo("qdrant.hnsw.m");
        assertThat(outcome.path("left").path(0).path("what").asText()).isEqualTo("qdrant.shard.number");
        assertThat(status().path("settings").path("qdrant.hnsw.m").asInt()).isEqualTo(32);
        assertThat(run(ExitCode.OK, "plan", graph)).last().asString().contains("is as configured");
    }

    @Test
    void otherModel_isSaidAndNothingIsTouched() throws IOException {
        run(ExitCode.OK, "apply");
        String[] shorter = {"--set", "qdrant.hnsw.m=32", "--dimensions", "128"};

        assertThat(run(ExitCode.CONFIGURATION, "apply", with(shorter, "--yes")))
                .anySatisfy(line -> assertThat(line).contains("384", "128"));

        assertThat(status().path("settings").path("qdrant.hnsw.m").asInt()).isEqualTo(16);
    }

    @Test
    void aWorkersFile_isReadForItsCollection() throws IOException {
        Path file = Files.writeString(
                data.resolve("worker-" + id + ".properties"), """
                    bootstrap.servers=kafka:9092
                    qdrant.url=%s
                    qdrant.collection=%s
                    qdrant.payload.indexes=attributes.price:float
                    input.topic=events
                    streams.commit.interval.ms=500
                    """.formatted(server.url(), collection));

        assertThat(call(ExitCode.OK, "apply", "--config", file.toString())).isNotEmpty();
        assertThat(call(ExitCode.OK, "status", "--config", file.toString()))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Payload index attributes.price")
                        .contains("float, 0 points"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("Payload index tenant").contains("is_tenant"))
                .anySatisfy(line -> assertThat(line).startsWith("Strict mode"))
                .anySatisfy(line -> assertThat(line).startsWith("Points").endsWith("0"))
                .anySatisfy(line -> assertThat(line).startsWith("Model").contains("all-MiniLM-L6-v2"));
    }

    @Test
    void whatIsWrong_isSaidInOneLine() {
        assertThat(failure(ExitCode.CONFIGURATION, "plan", "--set", "qdrant.hsnw.m=1"))
                .contains("qdrant.hsnw.m");
        assertThat(failure(ExitCode.CONFIGURATION, "plan", "--set", "qdrant.vectors.datatype=uint8"))
                .contains("qdrant.vectors.datatype", "float16");
        assertThat(failure(ExitCode.TEMPORARY, "status", "--qdrant", "http://127.0.0.1:9"))
                .contains("does not answer");
    }

    private JsonNode status() throws IOException {
        return JSON.readTree(run(ExitCode.OK, "status", "--json").getFirst());
    }

    private static String[] with(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private List<String> run(int code, String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--collection", collection));
        all.addAll(List.of(arguments));
        if (!all.contains("--qdrant")) {
            all.addAll(List.of("--qdrant", server.url()));
        }
        return call(code, command, all.toArray(String[]::new));
    }

    private static List<String> call(int code, String command, String... arguments) {
        return TestingCommandLine.lines(code, with(new String[] {"collection", command}, arguments));
    }

    private String failure(int code, String command, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            assertThat(run(code, command, arguments)).isEmpty();
        } finally {
            System.setErr(before);
        }
        List<String> lines = err.toString(UTF_8)
                .lines()
                .filter(line -> line.startsWith("kalmstream: "))
                .toList();
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }
}
