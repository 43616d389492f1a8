package io.kalmstream.deploy.fault.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.command.ExitCode;
import io.kalmstream.deploy.command.TestingCommandLine;
import io.kalmstream.deploy.fault.TcpFault;
import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 51: at the start, whoever is needed neither answers nor refuses. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class HungStartIT {
    /** Of the admin client; a tenth of what they are. */
    private static final Map<String, String> SHORT = Map.of(
            "streams.admin.default.api.timeout.ms", "3000",
            "streams.admin.request.timeout.ms", "1500");

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
        try (LocalBroker _ = broker) {
            qdrant.close();
        }
    }

    @Test
    void kafka_connectionIsNeverMade() throws Exception {
        try (HungPort port = HungPort.open()) {
            Site site = new Site(data, port.address(), qdrant.port(), "unmade", Map.of());
            CommandRun run = CommandRun.of(data, site.keys(SHORT), Site::start);

            assertThat(run.code()).as("%s", run.lines()).isEqualTo(ExitCode.TEMPORARY);
            assertThat(run.error()).startsWith("Kafka at " + port.address() + " did not answer in time");
        }
    }

    @Test
    void kafka_nothingIsAnswered() throws Exception {
        try (TcpFault line = TcpFault.start(broker.port())) {
            line.blackhole(true, true);
            Site site = new Site(data, "127.0.0.1:" + line.port(), qdrant.port(), "mute", Map.of());
            CommandRun run = CommandRun.of(data, site.keys(SHORT), Site::start);

            assertThat(line.counts().connections()).as("the fault").isPositive();
            assertThat(run.code()).as("%s", run.lines()).isEqualTo(ExitCode.TEMPORARY);
            assertThat(run.error()).startsWith("Kafka at 127.0.0.1:" + line.port() + " did not answer in time");
        }
    }

    @Test
    void qdrant_connectionIsNeverMade() throws Exception {
        try (HungPort port = HungPort.open()) {
            Site site = site("away");
            CommandRun run =
                    CommandRun.of(data, site.keys(Map.of("qdrant.url", "http://" + port.address())), Site::start);

            assertThat(run.code()).as("%s", run.lines()).isEqualTo(ExitCode.TEMPORARY);
            assertThat(run.error())
                    .startsWith("check of collection 'away' at http://" + port.address() + " failed")
                    .contains("DEADLINE_EXCEEDED");
        }
    }

    /** What it says is needed only for records, so the worker starts, and waits with them. */
    @Test
    void registry_connectionIsNeverMade() throws Exception {
        try (HungPort port = HungPort.open()) {
            Site site = site("unread");
            Map<String, String> keys = site.keys(
                    Map.of("schema.registry.url", "http://" + port.address(), "http.connect.timeout.ms", "300"));
            keys.keySet().removeIf(key -> key.startsWith("input.") && !key.equals("input.topic"));
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrap()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>(site.topic("in"), "a".getBytes(UTF_8), new byte[] {0, 0, 0, 0, 1}))
                        .get();
            }
            try (Worker worker = Site.start(TestingCommandLine.settings(keys))) {
                Site.await(
                        "it waits for the registry",
                        () -> worker.readiness().reason().startsWith("events wait")
                                && worker.readiness().reason().contains(port.address()));
                assertThat(worker.readiness().ready()).isFalse();
                worker.requireAlive();
            }
        }
    }

    private static Site site(String name) throws Exception {
        return Site.create(data, broker.bootstrap(), qdrant.port(), name, 1, Map.of());
    }
}
