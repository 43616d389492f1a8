package io.kalmstream.deploy.fault.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.sinks.qdrant.RetryBudget;
import io.kalmstream.topology.window.PipelineListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where the worker of one test is: topics, group and collection by its name.
 *
 * @param client what a client of the test's own needs to be let in
 */
record Site(Path data, String bootstrap, int qdrant, String name, Map<String, String> client) {
    private static final int DIMENSIONS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    static Site create(Path data, String bootstrap, int qdrant, String name, int partitions, Map<String, String> client)
            throws InterruptedException, ExecutionException {
        Site site = new Site(data, bootstrap, qdrant, name, client);
        site.createTopics(
                partitions, List.of(site.topic("in"), site.topic("dead"), site.topic("twins"), site.topic("vectors")));
        return site;
    }

    void createTopics(int partitions, Collection<String> topics) throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            admin.createTopics(topics.stream()
                            .map(topic -> new NewTopic(topic, partitions, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    String topic(String role) {
        return name + "-" + role;
    }

    Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>();
        keys.put("application.id", name);
        keys.put("bootstrap.servers", bootstrap);
        keys.put("schema.registry.url", "mock://" + name);
        keys.put("qdrant.url", "http://127.0.0.1:" + qdrant);
        keys.put("qdrant.collection", name);
        keys.put("input.topic", topic("in"));
        keys.put("input.format", "json");
        keys.put("input.text.template", "{t}");
        keys.put("dead.letters.topic", topic("dead"));
        keys.put("duplicates.topic", topic("twins"));
        keys.put("embedded.topic", topic("vectors"));
        keys.put("state.dir", data.resolve("state-" + name).toString());
        keys.put("streams.session.timeout.ms", "3000");
        keys.put("streams.heartbeat.interval.ms", "500");
        keys.put("streams.commit.interval.ms", "50");
        return keys;
    }

    Map<String, String> keys(Map<String, String> more) {
        Map<String, String> keys = keys();
        keys.putAll(more);
        return keys;
    }

    /** With little patience for its vector store. */
    static Worker start(WorkerSettings settings) {
        QdrantSettings qdrant = settings.qdrant();
        return Worker.start(
                new WorkerSettings(
                        settings.applicationId(),
                        settings.bootstrap(),
                        settings.registry(),
                        new QdrantSettings(
                                qdrant.host(),
                                qdrant.port(),
                                qdrant.tls(),
                                qdrant.apiKey(),
                                Duration.ofSeconds(2),
                                qdrant.maxPointsPerRequest(),
                                qdrant.maxBytesPerRequest(),
                                new RetryBudget(
                                        Duration.ofSeconds(3), Duration.ofMillis(50), Duration.ofMillis(400), 3)),
                        settings.collection(),
                        settings.collectionSettings(),
                        settings.topics(),
                        settings.input(),
                        settings.duplicates(),
                        settings.stateFolder(),
                        settings.threads(),
                        settings.encodeDeadline(),
                        settings.leaveGroup(),
                        settings.streams(),
                        settings.recommending()),
                new TestingEncoder(DIMENSIONS),
                PipelineListener.NONE);
    }

    Admin admin() {
        return Admin.create(clients());
    }

    /** One event about each. */
    void send(Collection<String> ids) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String id : ids) {
                String value = "{\"t\":\"words of %s\"}".formatted(id);
                sent.add(producer.send(new ProducerRecord<>(topic("in"), id.getBytes(UTF_8), value.getBytes(UTF_8))));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private Map<String, Object> clients() {
        Map<String, Object> clients = new HashMap<>(client);
        clients.put("bootstrap.servers", bootstrap);
        return clients;
    }

    /** Waits until the store has exactly these. */
    static void awaitPoints(Worker worker, Collection<String> ids) throws Exception {
        Set<String> expected = Set.copyOf(ids);
        await("the points " + expected, () -> points(worker).equals(expected));
    }

    private static Set<String> points(Worker worker) {
        try (Stream<StoredPoint> all = worker.store().all()) {
            Set<String> ids = new HashSet<>();
            all.forEach(point -> ids.add(point.key().id()));
            return ids;
        }
    }

    /** Fails when it does not become true. */
    static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within %s: %s".formatted(LIMIT, what));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }
}
