package io.kalmstream.deploy.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.deploy.command.TestingCommandLine;
import io.kalmstream.deploy.config.HttpSettings;
import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.deploy.metrics.WorkerMetrics;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import io.kalmstream.topology.window.PipelineListener;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker answers over HTTP about the documents it has stored, with the built-in model. */
final class HttpWorkerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String BLIGHT = "Late blight needs wet leaves: plant tomatoes under a roof.";

    @TempDir
    private static Path data;

    private static LocalBroker broker;
    private static EmbeddedQdrant qdrant;
    private static WorkerMetrics metrics;
    private static HttpApi api;
    private static Worker worker;

    @BeforeAll
    static void start() throws Exception {
        broker = LocalBroker.start(data.resolve("broker"), 0);
        qdrant = EmbeddedQdrant.start(new EmbeddedQdrantSettings(data.resolve("qdrant"), "127.0.0.1", 0));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.createTopics(List.of(topic("items"), topic("items-dead"), topic("items-twins")))
                    .all()
                    .get();
        }
        metrics = new WorkerMetrics("test");
        api = HttpApi.start(new HttpSettings("127.0.0.1", 0, null, 1 << 20, 4), metrics);
        worker = Worker.start(
                TestingCommandLine.settings(Map.ofEntries(
                        Map.entry("bootstrap.servers", broker.bootstrap()),
                        Map.entry("schema.registry.url", "mock://http"),
                        Map.entry("qdrant.url", "http://127.0.0.1:" + qdrant.port()),
                        Map.entry("input.topic", "items"),
                        Map.entry("input.format", "json"),
                        Map.entry("input.id.field", "sku"),
                        Map.entry("input.text.template", "{body}"),
                        Map.entry("input.tenant.field", "shop"),
                        Map.entry("dead.letters.topic", "items-dead"),
                        Map.entry("duplicates.topic", "items-twins"),
                        Map.entry("state.dir", data.resolve("state").toString()))),
                ModelChoice.builtIn().open(),
                PipelineListener.NONE);
        metrics.watch(worker);
        api.serve(worker);
        say("tomato", "acme", BLIGHT);
        say("pruning", "acme", "Prune tomatoes so that the wind dries their leaves.");
        say("tax", "acme", "The tax form for a small company is due in May.");
        say("theirs", "globex", BLIGHT);
        for (String[] key :
                new String[][] {{"acme", "tomato"}, {"acme", "pruning"}, {"acme", "tax"}, {"globex", "theirs"}}) {
            await(key[1], new DocumentKey(key[0], key[1]));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
        worker.close();
        metrics.close();
        qdrant.close();
        broker.close();
    }

    @Test
    void probes_sayThatItIsReady() throws Exception {
        for (String probe : List.of("started", "live", "ready")) {
            assertThat(Asked.get(api.url() + "/health/" + probe).status())
                    .as(probe)
                    .isEqualTo(200);
        }
        assertThat(Asked.get(api.url() + "/metrics").body()).contains("kalmstream_ready 1.0");
    }

    /** Queries are embedded by the model that the documents were, to the bit but for rounding. */
    @Test
    void embeddings_areTheVectorsThatTheStreamWrote() throws Exception {
        JsonNode answer = post("/v1/embeddings", "{\"model\":\"kalmstream\",\"input\":%s}", BLIGHT);
        List<Neighbour> hits = worker.store()
                .nearest(List.of(
                        new NearestQuery(floats(answer.path("data").path(0).path("embedding")), "acme", 1, -1, false)))
                .getFirst();
        assertThat(hits.getFirst().point().key().id()).isEqualTo("tomato");
        assertThat(hits.getFirst().score()).isCloseTo(1, within(1e-5));
        assertThat(answer.path("usage").path("prompt_tokens").asInt()).isGreaterThan(5);

        JsonNode packed = post(
                "/v1/embeddings", "{\"model\":\"kalmstream\",\"input\":[%s],\"encoding_format\":\"base64\"}", BLIGHT);
        FloatBuffer unpacked = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(packed.path("data").path(0).path("embedding").asText()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] numbers = new float[unpacked.remaining()];
        unpacked.get(numbers);
        assertThat(numbers).containsExactly(floats(answer.path("data").path(0).path("embedding")), within(1e-6f));
    }

    @Test
    void answers_areOfTheTenant_bestFirst() throws Exception {
        assertThat(ids(post("/v1/search", "{\"tenant\":\"acme\",\"text\":%s}", "how do I stop tomato blight?")))
                .startsWith("tomato", "pruning")
                .containsExactlyInAnyOrder("tomato", "pruning", "tax");
        assertThat(ids(post("/v1/search", "{\"tenant\":\"globex\",\"text\":%s}", "how do I stop tomato blight?")))
                .containsExactly("theirs");
        assertThat(ids(post("/v1/search", "{\"text\":%s}", BLIGHT))).isEmpty();
        assertThat(ids(post("/v1/search", "{\"all_tenants\":true,\"limit\":2,\"text\":%s}", BLIGHT)))
                .containsExactlyInAnyOrder("tomato", "theirs");

        assertThat(ids(post("/v1/similar", "{\"tenant\":\"acme\",\"id\":%s}", "tomato")))
                .startsWith("pruning")
                .doesNotContain("tomato", "theirs");
        assertThat(ids(post("/v1/recommend", "{\"tenant\":\"acme\",\"like\":[%s],\"unlike\":[\"tax\"]}", "tomato")))
                .containsExactly("pruning");
        assertThat(Asked.post(api.url() + "/v1/similar", "{\"tenant\":\"globex\",\"id\":\"tomato\"}")
                        .status())
                .as("another tenant's document is not there")
                .isEqualTo(404);
    }

    @Test
    void examplesOfTheDescription_areAnswered() throws Exception {
        JsonNode paths = Asked.get(api.url() + "/openapi.json").json().path("paths");
        List<String> tried = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            JsonNode example = path.getValue().at("/post/requestBody/content/application~1json/example");
            if (!example.isMissingNode()) {
                Asked asked = Asked.post(api.url() + path.getKey(), example.toString());
                assertThat(asked.status())
                        .as("%s: %s", path.getKey(), asked.body())
                        .isEqualTo(200);
                tried.add(path.getKey());
            }
        }
        assertThat(tried).hasSize(4);
    }

    private static JsonNode post(String path, String json, String text) throws Exception {
        Asked asked = Asked.post(api.url() + path, json.formatted(JSON.writeValueAsString(text)));
        assertThat(asked.status()).as(asked.body()).isEqualTo(200);
        return asked.json();
    }

    private static List<String> ids(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        answer.path("hits").forEach(hit -> ids.add(hit.path("id").asText()));
        return ids;
    }

    private static float[] floats(JsonNode numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers.path(i).asDouble();
        }
        return floats;
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, 1, (short) 1);
    }

    private static void say(String id, String tenant, String text) throws Exception {
        byte[] value = JSON.writeValueAsBytes(Map.of("sku", id, "shop", tenant, "body", text));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("items", id.getBytes(UTF_8), value))
                    .get();
        }
    }

    private static void await(String what, DocumentKey key) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (worker.store().get(List.of(key)).getFirst().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within %s: %s".formatted(LIMIT, what));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
