package io.kalmstream.deploy.fault.network;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.worker.Worker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Workers come and go, and the broker too. */
final class GroupChangesIT extends OnANetwork {
    /** FAULTS 7. */
    @Test
    void workersThatComeAndGo_loseNothing_andDoubleNothing() throws Exception {
        Scene scene = stack.scene("churn", 4);
        Deque<Worker> alive = new ArrayDeque<>();
        int started = 0;
        try (Feed feed = scene.feed();
                ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
            for (; started < 3; started++) {
                alive.add(scene.worker("w" + started).leaving().start());
            }
            int before = awaitGeneration(scene);
            feed.begin(Duration.ofMillis(20));
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (System.nanoTime() < until) {
                alive.add(scene.worker("w" + started++).leaving().start());
                closing.execute(alive.remove()::close);
                Await.pass(Duration.ofSeconds(1));
            }
            feed.end();
            Reckoning.eachOnce(scene, feed);
            assertThat(scene.generation() - before).as("rebalances").isGreaterThan(10);
            assertThat(started).isGreaterThan(10);
            alive.forEach(Worker::requireAlive);
        } finally {
            alive.forEach(Worker::close);
        }
    }

    private static int awaitGeneration(Scene scene) throws Exception {
        Await.until("a group", () -> !scene.members().isEmpty());
        return scene.generation();
    }

    /** FAULTS 8: as in a rolling restart. */
    @Test
    void restartWithinTheSession_movesNoTask() throws Exception {
        Scene scene = stack.scene("restart", 4);
        try (Feed feed = scene.feed();
                Worker _ = member(scene, "b").running()) {
            feed.fresh(50);
            try (Worker _ = member(scene, "a").running()) {
                awaitStable(scene);
                Reckoning.awaitOutputs(scene, 50);
            }
            Map<String, Set<TopicPartition>> tasks = tasks(scene);
            Map<String, String> members = memberIds(scene);
            int generation = scene.generation();
            assertThat(tasks)
                    .hasSize(2)
                    .allSatisfy((_, partitions) -> assertThat(partitions).hasSize(2));

            feed.fresh(50);
            try (Worker again = member(scene, "a").running()) {
                Reckoning.eachOnce(scene, feed);
                assertThat(memberIds(scene)).as("it was another process").isNotEqualTo(members);
                assertThat(tasks(scene)).isEqualTo(tasks);
                assertThat(scene.generation()).isEqualTo(generation);
                again.requireAlive();
            }
        }
    }

    /** Without static members: who stops gives its tasks away at once, and who comes gets them. */
    @Test
    void streamsGroup_handsOverAtOnce() throws Exception {
        Scene scene = stack.scene("streams-group", 2);
        try (Feed feed = scene.feed()) {
            for (String folder : List.of("a", "b")) {
                try (Worker worker = scene.worker(folder).ofStreamsGroup().running()) {
                    feed.fresh(50);
                    Reckoning.eachOnce(scene, feed);
                    assertThat(worker.readiness().ready()).isTrue();
                }
            }
        }
    }

    private static WorkerPlan member(Scene scene, String folder) {
        return scene.worker(folder).with("session.timeout.ms", "20000");
    }

    /** Two each, and no rebalance to come. */
    private static void awaitStable(Scene scene) throws Exception {
        Await.until(
                "two tasks each",
                () -> tasks(scene).values().stream()
                                .filter(own -> own.size() == 2)
                                .count()
                        == 2);
        int[] last = {scene.generation(), 0};
        Await.until("no rebalance any more", () -> {
            int now = scene.generation();
            last[1] = now == last[0] ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] >= 10;
        });
    }

    private static Map<String, Set<TopicPartition>> tasks(Scene scene) throws Exception {
        return scene.members().stream()
                .collect(toMap(
                        GroupChangesIT::name, member -> member.assignment().topicPartitions()));
    }

    private static Map<String, String> memberIds(Scene scene) throws Exception {
        return scene.members().stream().collect(toMap(GroupChangesIT::name, MemberDescription::consumerId));
    }

    private static String name(MemberDescription member) {
        return member.groupInstanceId().orElseThrow();
    }

    /** FAULTS 13: five times on the same port and data. */
    @Test
    void brokerThatIsRestarted_isWaitedFor() throws Exception {
        Scene scene = stack.scene("bounce", 2);
        try (Feed feed = scene.feed();
                Worker worker = scene.worker("a").running()) {
            for (int round = 1; round <= 5; round++) {
                feed.fresh(20);
                stack.bounce();
                feed.fresh(20);
                Reckoning.awaitOutputs(scene, 40 * round);
                worker.requireAlive();
            }
            Reckoning.eachOnce(scene, feed);
            Await.until("that it is ready", () -> worker.readiness().ready());
        }
    }
}
