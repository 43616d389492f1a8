package io.kalmstream.deploy.fault.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.deploy.command.TestingCommandLine;
import io.kalmstream.deploy.dlq.DeadLetter;
import io.kalmstream.deploy.dlq.LetterBox;
import io.kalmstream.deploy.dlq.LetterFilter;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.topology.window.TaskStores;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** Topics, a collection and workers of one test, all by its name. */
final class Scene {
    private static final Map<String, String> SMALL_TIMES = Map.of(
            "streams.session.timeout.ms", "2000",
            "streams.heartbeat.interval.ms", "500",
            "streams.commit.interval.ms", "50",
            "streams.producer.transaction.timeout.ms", "10000");

    private final Path data;
    private final String bootstrap;
    private final int qdrant;
    private final String name;
    private final int partitions;

    private Scene(Path data, String bootstrap, int qdrant, String name, int partitions) {
        this.data = data;
        this.bootstrap = bootstrap;
        this.qdrant = qdrant;
        this.name = name;
        this.partitions = partitions;
    }

    static Scene create(Path data, String bootstrap, int qdrant, String name, int partitions) throws Exception {
        Path folder = Files.createDirectories(data.resolve(name));
        Scene scene = new Scene(folder, bootstrap, qdrant, name, partitions);
        scene.createTopics(List.of(scene.input(), name + "-dead", name + "-twins", name + "-vectors"));
        return scene;
    }

    void createTopics(List<String> topics) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(topics.stream()
                            .map(topic -> new NewTopic(topic, partitions, (short) 1)
                                    .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "2097152")))
                            .toList())
                    .all()
                    .get();
        }
    }

    private String input() {
        return name + "-in";
    }

    Load load() {
        return new Load(bootstrap, input(), partitions, Seed.random());
    }

    /**
     * Starts a worker in a process of its own.
     *
     * @param worker names its state folder
     * @param more keys of its file
     */
    Child worker(String worker, Map<String, String> more, @Nullable Failpoint point, Duration pace) throws IOException {
        Launch launch = Launch.of(WorkerProgram.class)
                .with(
                        "-D" + Failpoint.PROPERTY + "=" + (point == null ? "" : point),
                        "-D" + WorkerProgram.GO + "=" + go(),
                        "-D" + WorkerProgram.PACE + "=" + pace.toMillis());
        return worker(worker, more, launch);
    }

    /**
     * Like {@link #worker(String, Map, Failpoint, Duration)}.
     *
     * @param launch of a program that takes the command line's arguments
     */
    Child worker(String worker, Map<String, String> more, Launch launch) throws IOException {
        Path file = Files.createTempFile(data, worker + "-", ".properties");
        Properties properties = new Properties();
        // Several share this machine.
        properties.setProperty("http.port", "0");
        properties.putAll(keys(worker, more));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return Child.start(launch, List.of("worker", "--config", file.toString()), Path.of(file + ".log"));
    }

    /** Nobody has read an event, nor asked to. */
    boolean isWithoutGroup() throws Exception {
        try (Admin admin = admin()) {
            return admin.listGroups().all().get().stream()
                    .noneMatch(group -> group.groupId().equals(name));
        }
    }

    /** Starts a worker in this JVM, without faults. */
    Worker workerHere(String worker, Map<String, String> more, PassingStore.Hears hears) {
        return WorkerProgram.start(
                TestingCommandLine.settings(keys(worker, more)),
                new Failpoints(null, go()),
                Duration.ZERO,
                hears,
                () -> {});
    }

    /** Lets the held go on. */
    void letGo() throws IOException {
        Files.createFile(go());
    }

    private Path go() {
        return data.resolve("go");
    }

    /** Of a worker that has started once: Kafka Streams' name for it, part of its transactions' ids. */
    String processId(String worker) throws IOException {
        Path file = data.resolve("state-" + worker).resolve(name).resolve("kafka-streams-process-metadata");
        return new ObjectMapper()
                .readTree(Files.readString(file))
                .required("processId")
                .textValue();
    }

    /** Of a worker's file. */
    Map<String, String> keys(String worker, Map<String, String> more) {
        Map<String, String> keys = new HashMap<>(SMALL_TIMES);
        keys.put("application.id", name);
        keys.put("bootstrap.servers", bootstrap);
        keys.put("schema.registry.url", "mock://" + name);
        keys.put("qdrant.url", "http://127.0.0.1:" + qdrant);
        keys.put("qdrant.collection", name);
        keys.put("input.topic", input());
        keys.put("input.format", "json");
        keys.put("input.text.template", "{t}");
        keys.put("dead.letters.topic", name + "-dead");
        keys.put("duplicates.topic", name + "-twins");
        keys.put("embedded.topic", name + "-vectors");
        keys.put("state.dir", data.resolve("state-" + worker).toString());
        keys.putAll(more);
        return keys;
    }

    /** All that a worker tells whoever listens: vectors and deletions. */
    List<ConsumerRecord<byte[], byte[]>> outputs() {
        return Topic.read(bootstrap, name + "-vectors");
    }

    List<DeadLetter> letters() {
        List<DeadLetter> letters = new ArrayList<>();
        new LetterBox(Topic.clients(bootstrap), name + "-dead").read(LetterFilter.ALL, letters::add);
        return letters;
    }

    Map<String, Kept> points() throws Exception {
        return Kept.all(qdrant, name);
    }

    /** The events that are committed as read and not as ended: what a worker finds in its buffer. */
    Set<Sent.Place> pending() {
        Set<Sent.Place> live = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : Topic.read(bootstrap, changelog(TaskStores.PENDING))) {
            // Its last twelve bytes; the topic is before them.
            ByteBuffer key = ByteBuffer.wrap(record.key());
            Sent.Place place = new Sent.Place(
                    key.getInt(key.limit() - Long.BYTES - Integer.BYTES), key.getLong(key.limit() - Long.BYTES));
            if (record.value() == null) {
                live.remove(place);
            } else {
                live.add(place);
            }
        }
        return live;
    }

    String changelog(String store) {
        return name + "-" + store + "-changelog";
    }

    /** The first offset of each partition that is not committed. */
    Map<Integer, Long> committed() throws Exception {
        Map<Integer, Long> committed = new HashMap<>();
        try (Admin admin = admin()) {
            for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : admin.listConsumerGroupOffsets(name)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()) {
                committed.put(entry.getKey().partition(), entry.getValue().offset());
            }
        }
        return committed;
    }

    /** Ids of the transactions of this test's workers that are open. */
    Set<String> openTransactions() throws Exception {
        Set<String> open = new HashSet<>();
        try (Admin admin = admin()) {
            for (TransactionListing listing : admin.listTransactions(
                            new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                    .all()
                    .get()) {
                if (listing.transactionalId().startsWith(name + "-")) {
                    open.add(listing.transactionalId());
                }
            }
        }
        return open;
    }

    void alterInput(String key, String value) throws Exception {
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, input()),
                            List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    /** Waits until everything sent is committed as read, or the worker has ended. */
    void awaitCommitted(List<Sent> sent, Child worker) throws Exception {
        Map<Integer, Long> ends = ends(sent);
        Await.until(() -> "all is read", () -> !worker.isAlive() || committed().equals(ends));
    }

    private static Map<Integer, Long> ends(List<Sent> sent) {
        Map<Integer, Long> ends = new HashMap<>();
        sent.forEach(event -> ends.merge(event.at().partition(), event.at().offset() + 1, Math::max));
        return ends;
    }

    /** Waits until everything sent has ended, and is committed as ended. */
    void awaitSettled(List<Sent> sent) throws Exception {
        Map<Integer, Long> ends = ends(sent);
        Await.until(
                () -> "all is read, of " + ends + ": " + committed(),
                () -> committed().equals(ends));
        Await.until(() -> "all has ended: " + pending(), () -> pending().isEmpty());
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }
}
