package io.kalmstream.deploy.fault.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.fault.FaultCounts;
import io.kalmstream.deploy.fault.TcpFault;
import io.kalmstream.deploy.worker.Worker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens to a worker whose line to Kafka fails. */
final class LineFaultsIT extends OnANetwork {
    /** FAULTS 15: for 10 s instead of 90, with a session of 3 s and transactions of 6 s. */
    @Test
    void blackHole_isSaid_andHeals_withoutADuplicate() throws Exception {
        Scene scene = stack.scene("black-hole", 2);
        TcpFault line = stack.toKafka();
        try (Feed feed = scene.feed();
                Worker worker = scene.worker("a").throughTheLines().running()) {
            feed.fresh(100);
            Reckoning.awaitOutputs(scene, 100);
            assertThat(worker.readiness().ready()).isTrue();

            line.blackhole(true, true);
            feed.fresh(100);
            long since = System.nanoTime();
            Await.until(
                    "that the worker says it", () -> worker.readiness().reason().startsWith("Kafka has not answered"));
            assertThat(worker.readiness().ready()).isFalse();
            Await.pass(Duration.ofSeconds(10).minusNanos(System.nanoTime() - since));
            worker.requireAlive();
            assertThat(line.counts().heldBytes()).isPositive();
            assertThat(scene.outputs()).hasSize(100);

            line.heal();
            Reckoning.eachOnce(scene, feed);
            Await.until("that it is ready again", () -> worker.readiness().ready());
            feed.fresh(10);
            Reckoning.eachOnce(scene, feed);
            worker.requireAlive();
        }
    }

    /** FAULTS 16: the broker does what it is asked, and nobody hears that it has. */
    @Test
    void lostReplies_doubleNothing() throws Exception {
        Scene scene = stack.scene("lost-replies", 2);
        TcpFault line = stack.toKafka();
        FaultCounts before = line.counts();
        try (Feed feed = scene.feed();
                Worker worker = scene.worker("a").throughTheLines().running()) {
            feed.begin(Duration.ofMillis(20));
            for (int round = 1; round <= 10; round++) {
                long lost = line.counts().lostBytes();
                line.dropReplies(Duration.ZERO);
                Await.until("a lost reply", () -> line.counts().lostBytes() > lost);
                Await.pass(Duration.ofMillis(100));
                line.heal();
                int outputs = scene.outputs().size();
                Await.until("progress", () -> scene.outputs().size() > outputs);
            }
            feed.end();
            Reckoning.eachOnce(scene, feed);
            worker.requireAlive();
        }
        assertThat(line.counts().cut() - before.cut()).isGreaterThanOrEqualTo(10);
    }

    /** FAULTS 17: each way takes up to half a second, and all connections share 64 kB/s. */
    @Test
    void slowLine_isSlow_andMovesNoTask() throws Exception {
        Scene scene = stack.scene("slow-line", 2);
        TcpFault line = stack.toKafka();
        FaultCounts before = line.counts();
        try (Feed feed = scene.feed();
                Worker worker = scene.worker("a")
                        .throughTheLines()
                        .with("session.timeout.ms", "6000")
                        .with("producer.transaction.timeout.ms", "20000")
                        .running()) {
            feed.fresh(50);
            Reckoning.awaitOutputs(scene, 50);
            int generation = scene.generation();

            line.delay(Duration.ZERO, Duration.ofMillis(500), Seed.VALUE);
            line.bandwidth(64_000);
            for (int round = 1; round <= 2; round++) {
                feed.fresh(50);
                Reckoning.awaitOutputs(scene, 50 + 50 * round);
            }
            assertThat(scene.generation()).as(Seed.repeat()).isEqualTo(generation);
            assertThat(line.counts().delayedBytes() - before.delayedBytes()).isGreaterThan(10_000);
            assertThat(line.counts().pacedBytes() - before.pacedBytes()).isGreaterThan(10_000);
            line.heal();
            Reckoning.eachOnce(scene, feed);
            worker.requireAlive();
        }
    }

    /** FAULTS 18: every third connection is reset at once, and the others a little later. */
    @Test
    void resets_areTransparent() throws Exception {
        Scene scene = stack.scene("resets", 2);
        TcpFault line = stack.toKafka();
        FaultCounts before = line.counts();
        try (Feed feed = scene.feed();
                Worker worker = scene.worker("a").throughTheLines().running()) {
            line.resetEveryConnection(3);
            feed.begin(Duration.ofMillis(20));
            for (int round = 1; round <= 20; round++) {
                Await.until("a connection to cut", () -> line.cutConnections() > 0);
                Await.pass(Duration.ofMillis(200));
            }
            feed.end();
            Reckoning.eachOnce(scene, feed);
            worker.requireAlive();
        }
        assertThat(line.counts().cut() - before.cut()).isGreaterThanOrEqualTo(20);
        assertThat(line.counts().refused() - before.refused()).isPositive();
    }
}
