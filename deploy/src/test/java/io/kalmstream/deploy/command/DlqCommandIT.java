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
import java.io.PrintStream;
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
        assertThat(table.get(2)).contains("ENCODER_REJECTED", "encode", "events-0@2", "id2", "scripted");
        assertThat(run(ExitCode.OK, "list", "--until", "1h")).containsExactly("no dead letters");

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
        run(ExitCode.CONFIGURATION, "replay", "--yes", "--dead-letters", "nowhere");
    }

    private static int replayed(String... filter) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("replay", "--yes", "--json"));
        arguments.addAll(List.of(filter));
        JsonNode outcome =
                JSON.readTree(run(ExitCode.OK, arguments.toArray(String[]::new)).getFirst());
        assertThat(outcome.path("dry_run").asBoolean()).isFalse();
        return outcome.path("replayed").asInt();
    }

    private static List<String> run(int code, String... arguments) {
        List<String> all = new ArrayList<>(List.of("dlq"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap", broker.bootstrap()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            assertThat(CommandLineTool.run(all.toArray(String[]::new), StopSignal.never()))
                    .isEqualTo(code);
        } finally {
            System.setOut(before);
        }
        return out.toString(UTF_8).lines().toList();
    }

    private static Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }
}
