package io.kalmstream.deploy.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about dead letters, as somebody types them. */
final class DlqCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path data;

    private static LocalBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = LocalBroker.start(data, 0);
        try (Admin admin = Admin.create(clients())) {
            admin.createTopics(List.of(
                            new NewTopic("events", 1, (short) 1),
                            new NewTopic("events-dead", 1, (short) 1),
                            new NewTopic("kalmstream.dead-letters", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 3; i++) {
                byte[] key = ("id" + i).getBytes(UTF_8);
                producer.send(new ProducerRecord<>("events", 0, 1000L + i, key, new byte[10]))
                        .get();
                FailureCode code = i == 0 ? FailureCode.BAD_MAGIC : FailureCode.ENCODER_REJECTED;
                Record<byte[], byte[]> letter = new DeadLetters(1 << 20)
                        .letter(
                                new RawEvent(
                                        new Origin("events", 0, i, 1000L + i), new RecordHeaders(), key, new byte[10]),
                                new Failure(code, "scripted"),
                                Instant.now());
                producer.send(new ProducerRecord<>(
                                "kalmstream.dead-letters",
                                0,
                                letter.timestamp(),
                                letter.key(),
                                letter.value(),
                                letter.headers()))
                        .get();
            }
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void list_printsLetters_forPeopleAndForScripts() throws Exception {
        List<String> table = run(ExitCode.OK, "list", "--limit", "2", "--since", "1h");
        assertThat(table).hasSize(3);
        assertThat(table.get(2)).contains("ENCODER_REJECTED", "events-0@2", "id2", " 10 ", "scripted");
        assertThat(run(ExitCode.OK, "list", "--until", "1h"))
                .containsExactly("none of the 3 dead letters is like that")
                .isEqualTo(run(ExitCode.OK, "list", "--summary", "--until", "1h"));
        assertThat(run(ExitCode.OK, "list", "--dead-letters", "events-dead")).containsExactly("no dead letters");

        List<String> lines = run(ExitCode.OK, "list", "--json", "--code", "encoder_rejected", "--offsets", "2-");
        assertThat(lines).hasSize(1);
        JsonNode letter = JSON.readTree(lines.getFirst());
        assertThat(letter.path("letter").asText()).isEqualTo("kalmstream.dead-letters-0@2");
        assertThat(letter.path("key").asText()).isEqualTo("id2");
        assertThat(letter.path("value_bytes").asInt()).isEqualTo(10);
        assertThat(letter.path("record").path("timestamp").asLong()).isEqualTo(1002);

        JsonNode counts =
                JSON.readTree(run(ExitCode.OK, "list", "--summary", "--json").getFirst());
        assertThat(counts.path(0).path("code").asText()).isEqualTo("ENCODER_REJECTED");
        assertThat(counts.path(0).path("letters").asInt()).isEqualTo(2);
        assertThat(counts.path(1).path("letters").asInt()).isEqualTo(1);
    }

    @Test
    void replay_saysWhatItDid() throws Exception {
        assertThat(run(ExitCode.OK, "replay", "--dry-run", "--code", "bad_magic")
                        .getFirst())
                .startsWith("Would be: 1 replayed, ");
        assertThat(replayed("--code", "bad_magic")).isEqualTo(1);
        assertThat(replayed()).isEqualTo(2);
        assertThat(replayed()).isZero();
    }

    @Test
    void whatIsNotThere_isSaidInOneLine() throws Exception {
        assertThat(failure(ExitCode.CONFIGURATION, "list", "--dead-letters", "nowhere"))
                .contains("There is no topic nowhere", broker.bootstrap(), "--dead-letters");
        assertThat(failure(ExitCode.CONFIGURATION, "replay", "--yes", "--dead-letters", "nowhere"))
                .contains("There is no topic nowhere");
        String nobody = "127.0.0.1:" + closedPort();
        String impatient = Files.writeString(
                        data.resolve("client.properties"), "default.api.timeout.ms=1000\nrequest.timeout.ms=1000\n")
                .toString();
        assertThat(failure(ExitCode.TEMPORARY, "list", "--bootstrap", nobody, "--command-config", impatient))
                .contains(nobody);
        assertThat(failure(ExitCode.TEMPORARY, "replay", "--yes", "--bootstrap", nobody, "--command-config", impatient))
                .contains(nobody);
        assertThat(failure(ExitCode.CONFIGURATION, "list", "--bootstrap", "nonsense"))
                .contains("nonsense");
        assertThat(failure(ExitCode.USAGE, "list", "--offsets", "9-5")).contains("9", "5");
        assertThat(failure(ExitCode.USAGE, "list", "--since", "soon")).contains("soon");
    }

    @Test
    void table_fitsTheTerminal() {
        for (int width : new int[] {80, 110, 140}) {
            String before = System.setProperty(Terminal.COLUMNS, String.valueOf(width));
            try {
                assertThat(run(ExitCode.OK, "list"))
                        .hasSize(4)
                        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
            } finally {
                if (before == null) {
                    System.clearProperty(Terminal.COLUMNS);
                } else {
                    System.setProperty(Terminal.COLUMNS, before);
                }
            }
        }
    }

    private static int replayed(String... filter) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("replay", "--yes", "--json"));
        arguments.addAll(List.of(filter));
        JsonNode outcome =
                JSON.readTree(run(ExitCode.OK, arguments.toArray(String[]::new)).getFirst());
        assertThat(outcome.path("dry_run").asBoolean()).isFalse();
        return outcome.path("replayed").asInt();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String failure(int code, String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            assertThat(run(code, arguments)).isEmpty();
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

    private static List<String> run(int code, String... arguments) {
        List<String> all = new ArrayList<>(List.of("dlq"));
        all.addAll(List.of(arguments));
        if (!all.contains("--bootstrap")) {
            all.addAll(List.of("--bootstrap", broker.bootstrap()));
        }
        return TestingCommandLine.lines(code, all.toArray(String[]::new));
    }

    private static Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }
}
