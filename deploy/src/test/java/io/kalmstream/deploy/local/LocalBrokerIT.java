package io.kalmstream.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalBrokerIT {
    @TempDir
    Path data;

    @Test
    void keepsTopicsAndRecordsAndClusterId_overRestart() throws Exception {
        String cluster;
        int port;
        try (LocalBroker broker = LocalBroker.start(data, 0)) {
            port = broker.port();
            createTopic(broker, "letters");
            sendInTransaction(broker, "letters", List.of("a", "b", "c"));
            assertThat(read(broker, "letters", 3)).containsExactly("a", "b", "c");
            cluster = clusterId(broker);
        }
        try (LocalBroker broker = LocalBroker.start(data, port)) {
            assertThat(broker.port()).isEqualTo(port);
            assertThat(clusterId(broker)).isEqualTo(cluster);
            assertThat(read(broker, "letters", 3)).containsExactly("a", "b", "c");
            assertThatThrownBy(() -> describe(broker, "nowhere"))
                    .as("topics are not created by asking for them")
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    /** Kafka alone would leave it open for ever, see {@link FormerBroker}. */
    @Test
    void aTransactionOpenWhenTheBrokerWasKilled_ends_thoughItHadTimedOut() throws Exception {
        int port = FreePort.orElseAny(0);
        Process killed = Killable.start(data, port);
        KafkaProducer<String, String> dying = transactional("127.0.0.1:" + port, "dying");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
            admin.createTopics(List.of(new NewTopic("letters", 1, (short) 1)))
                    .all()
                    .get();
            dying.initTransactions();
            dying.beginTransaction();
            dying.send(new ProducerRecord<>("letters", "never committed")).get();
        } finally {
            killed.destroyForcibly().waitFor();
            // Not before: in order, it would abort.
            dying.close(Duration.ZERO);
        }
        try (LocalBroker broker = LocalBroker.start(data, port)) {
            sendInTransaction(broker, "letters", List.of("a"));

            assertThat(read(broker, "letters", 1)).containsExactly("a");
        }
    }

    private static KafkaProducer<String, String> transactional(String bootstrap, String id) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "transactional.id", id, "transaction.timeout.ms", 1_000),
                new StringSerializer(),
                new StringSerializer());
    }

    /** A broker in a process of its own. */
    public static final class Killable {
        private Killable() {}

        static Process start(Path data, int port) throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            EndWithParent.class.getName(),
                            Killable.class.getName(),
                            data.toString(),
                            Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        public static void main(String[] arguments) throws InterruptedException {
            LocalBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
            new CountDownLatch(1).await();
        }
    }

    @Test
    void saysWhichPort_whenItIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalBroker.start(data, taken.getLocalPort()))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
    }

    private static Map<String, Object> clients(LocalBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }

    private static void createTopic(LocalBroker broker, String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(clients(broker))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void describe(LocalBroker broker, String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(clients(broker))) {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
        }
    }

    private static String clusterId(LocalBroker broker) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(clients(broker))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void sendInTransaction(LocalBroker broker, String topic, List<String> values) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", "one");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = values.stream()
                    .map(value -> producer.send(new ProducerRecord<>(topic, value)))
                    .toList();
            producer.commitTransaction();
            assertThat(sent).allMatch(Future::isDone);
        }
    }

    private static List<String> read(LocalBroker broker, String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "group.id",
                "readers-" + System.nanoTime(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> found : consumer.poll(Duration.ofMillis(100))) {
                    values.add(found.value());
                }
            }
            return values;
        }
    }
}
