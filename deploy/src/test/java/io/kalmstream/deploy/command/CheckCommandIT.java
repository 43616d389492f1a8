package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator asks before the first worker runs, as somebody types it. */
final class CheckCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path data;

    private static LocalBroker broker;
    private static EmbeddedQdrant qdrant;

    @BeforeAll
    static void start() throws IOException {
        broker = LocalBroker.start(data.resolve("broker"), 0);
        qdrant = EmbeddedQdrant.start(new EmbeddedQdrantSettings(data.resolve("qdrant"), "127.0.0.1", 0));
    }

    @AfterAll
    static void stop() throws IOException {
        qdrant.close();
        broker.close();
    }

    @Test
    void whatIsMissing_isNamed_andMade() throws Exception {
        String config = config("new", Map.of("interactions.topic", "new-deeds", "recommendations.topic", "new-next"));
        assertThat(findings(ExitCode.CONFIGURATION, config, "wrong"))
                .containsOnlyKeys("new-in", "new-dead", "new-twins", "new-deeds", "new-next")
                .allSatisfy((_, says) -> assertThat(says).contains("does not exist", "kalmstream topics create"));

        assertThat(results(ExitCode.OK, config, "--dry-run").values()).containsOnly("would be created");
        assertThat(topics()).noneMatch(name -> name.startsWith("new-"));
        assertThat(results(ExitCode.OK, config, "--partitions", "3").values()).containsOnly("created");
        assertThat(results(ExitCode.OK, config).values()).containsOnly("exists");

        assertThat(findings(ExitCode.OK, config, "wrong")).isEmpty();
        assertThat(findings(ExitCode.OK, config, "ok"))
                .containsEntry("new-in", "events in, 3 partitions, 1 copy")
                .containsEntry("new-dead", "dead letters out, 3 partitions, 1 copy")
                .containsEntry("group new", "not there yet: the first worker makes it")
                .containsEntry("topics new-*", "not there yet: the first worker makes them")
                .containsEntry("new", "not there yet: the first worker makes it");
    }

    @Test
    void topicsThatDiffer_areTold_andLeftAsTheyAre() throws Exception {
        create(
                new NewTopic("odd-in", 1, (short) 1),
                new NewTopic("odd-in2", 2, (short) 1),
                new NewTopic("odd-twins", 1, (short) 1),
                new NewTopic("odd-dead", 1, (short) 1).configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "100000")));
        String config = config("odd", Map.of("input.topic", "odd-in, odd-in2"));
        assertThat(findings(ExitCode.CONFIGURATION, config, "wrong"))
                .containsOnlyKeys("odd-in, odd-in2")
                .allSatisfy((_, says) ->
                        assertThat(says).contains("same number of partitions").contains("odd-in=1", "odd-in2=2"));
        assertThat(findings(ExitCode.CONFIGURATION, config, "note").get("odd-dead"))
                .contains("max.message.bytes is 100000, not 2097152");

        List<String> table = TestingCommandLine.lines(ExitCode.UNACCOUNTED, "topics", "create", "--config", config);
        assertThat(table)
                .filteredOn(line -> line.startsWith("odd-dead"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("exists", "max.message.bytes is 100000, not 2097152"));
        assertThat(results(ExitCode.UNACCOUNTED, config).values()).containsOnly("exists");
    }

    @Test
    void whatDoesNotAnswer_isNamed_andTheRestIsLookedAt() throws Exception {
        String nobody = "127.0.0.1:" + closedPort();
        String config = config(
                "away",
                Map.of(
                        "bootstrap.servers",
                        nobody,
                        "schema.registry.url",
                        "http://me:secret@" + nobody,
                        "basic.auth.credentials.source",
                        "URL",
                        "qdrant.url",
                        "http://" + nobody,
                        "streams.default.api.timeout.ms",
                        "1000",
                        "streams.request.timeout.ms",
                        "1000"));
        assertThat(findings(ExitCode.TEMPORARY, config, "unreachable"))
                .containsOnlyKeys(nobody, "http://" + nobody)
                .allSatisfy((_, says) -> assertThat(says).doesNotContain("secret"));
        assertThat(findings(ExitCode.TEMPORARY, config, "ok")).containsKey("cpu");
    }

    @Test
    void aModelThatCannotBeOpened_leavesTheCollectionUnknown() throws Exception {
        String config = config("modelless", Map.of("encoder.model", "/nowhere/model"));
        assertThat(TestingCommandLine.lines(ExitCode.OK, "topics", "create", "--config", config))
                .hasSize(4);
        assertThat(findings(ExitCode.CONFIGURATION, config, "wrong"))
                .hasSize(1)
                .allSatisfy((_, says) -> assertThat(says).contains("/nowhere/model"));
        assertThat(findings(ExitCode.CONFIGURATION, config, "unknown")).hasSize(1);
    }

    @Test
    void topology_isDescribed_withoutAnybody() throws Exception {
        String config = config("alone", Map.of("bootstrap.servers", "nobody.invalid:1"));
        assertThat(String.join("\n", TestingCommandLine.lines(ExitCode.OK, "topology", "describe", "--config", config)))
                .contains("Source: events (topics: [alone-in])", "stores: [", "pending", "Sink: dead-letters");
    }

    @Test
    void doctor_findsThisMachineFit() throws Exception {
        JsonNode found = JSON.readTree(
                TestingCommandLine.lines(ExitCode.OK, "doctor", "--json").getFirst());
        assertThat(found.path("ok").asBoolean()).isTrue();
        assertThat(found.findValuesAsText("what")).contains("Java", "RocksDB", "cpu", "9092");
        assertThat(TestingCommandLine.lines(ExitCode.OK, "doctor"))
                .hasSize(found.path("findings").size() + 1);
    }

    /** What is said of each thing that is so. */
    private static Map<String, String> findings(int code, String config, String is) throws IOException {
        JsonNode found = JSON.readTree(TestingCommandLine.lines(code, "check", "--config", config, "--json")
                .getFirst());
        assertThat(found.path("ok").asBoolean()).isEqualTo(code == ExitCode.OK);
        return StreamSupport.stream(found.path("findings").spliterator(), false)
                .filter(finding -> finding.path("is").asText().equals(is))
                .collect(Collectors.toMap(
                        finding -> finding.path("what").asText(),
                        finding -> finding.path("says").asText(),
                        (one, other) -> one + "; " + other));
    }

    private static Map<String, String> results(int code, String config, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("topics", "create", "--config", config, "--json"));
        arguments.addAll(List.of(more));
        JsonNode found = JSON.readTree(
                TestingCommandLine.lines(code, arguments.toArray(String[]::new)).getFirst());
        return StreamSupport.stream(found.spliterator(), false)
                .collect(Collectors.toMap(
                        topic -> topic.path("topic").asText(),
                        topic -> topic.path("result").asText()));
    }

    private static String config(String name, Map<String, String> more) throws IOException {
        Map<String, String> keys = new HashMap<>(Map.of(
                "application.id",
                name,
                "bootstrap.servers",
                broker.bootstrap(),
                "schema.registry.url",
                "mock://check",
                "qdrant.url",
                "http://127.0.0.1:" + qdrant.port(),
                "qdrant.collection",
                name,
                "input.topic",
                name + "-in",
                "dead.letters.topic",
                name + "-dead",
                "duplicates.topic",
                name + "-twins",
                "state.dir",
                data.resolve("state").toString()));
        keys.putAll(more);
        String lines = keys.entrySet().stream()
                .map(key -> key.getKey() + "=" + key.getValue())
                .collect(Collectors.joining("\n"));
        return Files.writeString(data.resolve(name + ".properties"), lines).toString();
    }

    private static Set<String> topics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            return admin.listTopics().names().get();
        }
    }

    private static void create(NewTopic... topics) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.createTopics(List.of(topics)).all().get();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
