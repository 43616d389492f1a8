package io.kalmstream.deploy.fault.network;

import io.kalmstream.deploy.dlq.DeadLetter;
import io.kalmstream.deploy.dlq.LetterBox;
import io.kalmstream.deploy.dlq.LetterFilter;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.sinks.qdrant.QdrantStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** A pipeline of one test's own: topics, a group and a collection by its name. What it says of them, it asks past every fault. */
record Scene(NetworkStack stack, String name, int partitions) {
    static final int DIMENSIONS = 16;

    static Scene create(NetworkStack stack, String name, int partitions) throws Exception {
        Scene scene = new Scene(stack, name, partitions);
        try (Admin admin = scene.admin()) {
            admin.createTopics(List.of(
                            new NewTopic(scene.input(), partitions, (short) 1),
                            new NewTopic(scene.dead(), 1, (short) 1),
                            new NewTopic(scene.twins(), 1, (short) 1),
                            new NewTopic(scene.vectors(), partitions, (short) 1)))
                    .all()
                    .get();
        }
        return scene;
    }

    String input() {
        return name + "-in";
    }

    String dead() {
        return name + "-dead";
    }

    String twins() {
        return name + "-twins";
    }

    String vectors() {
        return name + "-vectors";
    }

    /** @param folder of its state, in the scene's */
    WorkerPlan worker(String folder) {
        return new WorkerPlan(this, stack.data().resolve("state-" + name).resolve(folder));
    }

    Feed feed() {
        return new Feed(stack.direct(), input(), partitions);
    }

    /** What came out, as a reader of committed records sees it. */
    List<ConsumerRecord<byte[], byte[]>> outputs() {
        return CommittedTopic.read(stack.direct(), vectors());
    }

    List<DeadLetter> letters() {
        List<DeadLetter> letters = new ArrayList<>();
        new LetterBox(Map.of("bootstrap.servers", stack.direct()), dead()).read(LetterFilter.ALL, letters::add);
        return letters;
    }

    List<StoredPoint> points() {
        try (VectorStore store = new QdrantStore(
                        new CollectionSpec(name, DIMENSIONS, model()),
                        QdrantSettings.of("http://127.0.0.1:" + stack.qdrantPort(), null));
                Stream<StoredPoint> all = store.all()) {
            return all.toList();
        }
    }

    private static String model() {
        try (TestingEncoder encoder = new TestingEncoder(DIMENSIONS)) {
            return encoder.model().stamp();
        }
    }

    /** How many events the group has committed. */
    long committed() throws Exception {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(name)
                    .partitionsToOffsetAndMetadata()
                    .get();
            long sum = 0;
            for (int partition = 0; partition < partitions; partition++) {
                OffsetAndMetadata offset = offsets.get(new TopicPartition(input(), partition));
                sum += offset == null ? 0 : offset.offset();
            }
            return sum;
        }
    }

    /** None before the first has joined. */
    List<MemberDescription> members() throws Exception {
        try (Admin admin = admin()) {
            return admin.describeConsumerGroups(List.of(name)).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }

    /** Grows by one with every rebalance. */
    int generation() {
        return GroupLog.generation(stack.direct(), name);
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", stack.direct()));
    }
}
