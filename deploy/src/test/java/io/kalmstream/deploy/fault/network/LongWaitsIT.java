package io.kalmstream.deploy.fault.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.topology.window.InFlightLimits;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

/** A device or a vector store that needs longer than Kafka waits. */
final class LongWaitsIT extends OnANetwork {
    private static final InFlightLimits PATIENT =
            new InFlightLimits(64, 32 << 20, Duration.ofSeconds(20), Duration.ofSeconds(2));
    private static final int EVENTS = 300;
    /** Kafka's max.poll.records for Kafka Streams. */
    private static final long POLLED = 1000;

    /** FAULTS 19 and 20, as they should be. */
    @Test
    void waitsThatCannotBeKept_areRefused_namingEveryKey() throws Exception {
        Scene scene = stack.scene("refused", 1);
        WorkerPlan plan = scene.worker("a")
                .with(PATIENT)
                .with("producer.transaction.timeout.ms", "3000")
                .with("max.poll.interval.ms", "3000");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(plan::start)
                .withMessageContainingAll("producer.transaction.timeout.ms", "max.poll.interval.ms", "3000");
        assertThat(scene.members()).isEmpty();
    }

    /** FAULTS 19: transactions of 3 s, a device that takes 5 s for each of its first two calls. */
    @Test
    void transactionsThatAreTooShort_costRepetitions_andNothingElse() throws Exception {
        Scene scene = stack.scene("short-transactions", 1);
        WorkerPlan plan = scene.worker("a").with("producer.transaction.timeout.ms", "3000");
        survives(scene, plan, new SlowEncoder(2, Duration.ofSeconds(5)));
    }

    /** FAULTS 20: 2 s between polls, a session of 3 s, and a device that takes 7 s for its first call. */
    @Test
    void pollsThatAreTooRare_costRepetitions_andNothingElse() throws Exception {
        Scene scene = stack.scene("rare-polls", 1);
        WorkerPlan plan = scene.worker("a")
                .with("producer.transaction.timeout.ms", "60000")
                .with("max.poll.interval.ms", "2000");
        survives(scene, plan, new SlowEncoder(1, Duration.ofSeconds(7)));
    }

    private static void survives(Scene scene, WorkerPlan plan, SlowEncoder encoder) throws Exception {
        try (Feed feed = scene.feed();
                Worker worker = plan.with(PATIENT).with(encoder).forced().running()) {
            int generation = scene.generation();
            feed.fresh(EVENTS);
            Reckoning.eachOnce(scene, feed);
            worker.requireAlive();
            assertThat(encoder.slowCallsLeft()).isZero();
            assertThat(encoder.rows()).as("texts, some of them again").isBetween(EVENTS + 1, 5 * EVENTS);
            assertThat(scene.generation() - generation).as("rebalances").isLessThanOrEqualTo(10);
            feed.fresh(10);
            Reckoning.eachOnce(scene, feed);
        }
    }

    /** FAULTS 49: replies take 5 s. What one poll had brought before the consumer was held is taken in too. */
    @Test
    void slowStore_boundsWhatIsTakenIn() throws Exception {
        Scene scene = stack.scene("slow-store", 1);
        TestingEncoder encoder = new TestingEncoder(Scene.DIMENSIONS);
        try (Feed feed = scene.feed();
                Worker worker = scene.worker("a")
                        .throughTheLines()
                        .with(new InFlightLimits(64, 32 << 20, Duration.ofSeconds(2), Duration.ofSeconds(2)))
                        .with(encoder)
                        .running()) {
            feed.fresh(10);
            Reckoning.eachOnce(scene, feed);
            stack.toQdrant().delay(Duration.ofMillis(2500), Duration.ZERO, Seed.VALUE);
            String padding = " and more".repeat(400);
            for (int i = 0; i < 2000; i++) {
                feed.send("long-" + i, "event " + i + padding);
            }
            Await.until("a full task", () -> worker.pending().orElse(0) >= 64);
            long heap = usedHeap();
            long most = 0;
            long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (System.nanoTime() < until) {
                most = Math.max(most, worker.pending().orElse(0));
                Await.pass(Duration.ofMillis(20));
            }
            assertThat(stack.toQdrant().counts().delayedBytes()).isPositive();
            assertThat(most).as("events taken in").isBetween(64L, 128L + POLLED);
            assertThat(scene.committed()).as("events read").isLessThan(200 + POLLED);
            assertThat(usedHeap() - heap).as("bytes more on the heap").isLessThan(16 << 20);
            worker.requireAlive();

            stack.heal();
            Reckoning.eachOnce(scene, feed);
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
