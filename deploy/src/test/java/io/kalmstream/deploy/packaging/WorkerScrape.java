package io.kalmstream.deploy.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kalmstream.deploy.command.TestingCommandLine;
import io.kalmstream.deploy.config.HttpSettings;
import io.kalmstream.deploy.http.HttpApi;
import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.deploy.metrics.WorkerMetrics;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerPorts;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import io.kalmstream.topology.window.PipelineListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What Prometheus gets from a worker that has stored an event. */
final class WorkerScrape {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String LAG = "kalmstream_consumer_lag_records{";
    private static final String STORED = "kalmstream_events_total{outcome=\"upserted\"} 1.0";

    /** There once the JVM has collected garbage, which a small test need not make it do. */
    private static final String COLLECTED = "jvm_gc_pause_seconds_sum{";

    private WorkerScrape() {}

    static Scrape of(Path folder) throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                EmbeddedQdrant qdrant =
                        EmbeddedQdrant.start(new EmbeddedQdrantSettings(folder.resolve("qdrant"), "127.0.0.1", 0));
                WorkerMetrics metrics = new WorkerMetrics("test");
                HttpApi http = HttpApi.start(new HttpSettings("127.0.0.1", 0, null, 1_000, 1), metrics)) {
            ask(http.url() + "/health/live");
            fill(broker.bootstrap());
            WorkerSettings settings =
                    TestingCommandLine.settings(keys(folder, broker.bootstrap(), "http://127.0.0.1:" + qdrant.port()));
            WorkerPorts ports = WorkerPorts.ofQdrant(settings, new TestingEncoder(8), PipelineListener.NONE);
            try (Worker worker = Worker.start(settings, metrics.measured(ports, "testing", "cpu"))) {
                metrics.watch(worker);
                return Scrape.of(awaitStored(metrics));
            }
        }
    }

    private static void ask(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Void> _ = client.send(
                    HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding());
        }
    }

    private static Map<String, String> keys(Path folder, String bootstrap, String qdrant) {
        Map<String, String> keys = new HashMap<>();
        keys.put("bootstrap.servers", bootstrap);
        keys.put("schema.registry.url", "mock://scrape");
        keys.put("qdrant.url", qdrant);
        keys.put("input.topic", "in");
        keys.put("input.format", "json");
        keys.put("input.text.template", "{text}");
        keys.put("dead.letters.topic", "dead");
        keys.put("duplicates.topic", "twins");
        keys.put("state.dir", folder.resolve("state").toString());
        keys.put("streams.num.standby.replicas", "0");
        return keys;
    }

    private static void fill(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            List<NewTopic> topics = new ArrayList<>();
            for (String topic : List.of("in", "dead", "twins")) {
                topics.add(new NewTopic(topic, 1, (short) 1).configs(Map.of("max.message.bytes", "2097152")));
            }
            admin.createTopics(topics).all().get();
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("in", "a".getBytes(UTF_8), "{\"text\":\"words\"}".getBytes(UTF_8)))
                    .get();
        }
    }

    private static String awaitStored(WorkerMetrics metrics) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        System.gc();
        String text = metrics.scrape();
        while (!text.contains(STORED) || !text.contains(LAG) || !text.contains(COLLECTED)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "not within %s: an event stored and the lag told in%n%s".formatted(LIMIT, text));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            text = metrics.scrape();
        }
        return text;
    }
}
