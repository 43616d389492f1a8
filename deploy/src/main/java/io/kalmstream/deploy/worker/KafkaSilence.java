package io.kalmstream.deploy.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long Kafka has said nothing. Kafka Streams itself stays RUNNING when brokers can no longer be reached: it asks and waits. But a
 * healthy consumer hears something at every heartbeat, and a commit is answered at once.
 *
 * <p>Threads: any; one of its own looks every half second, so that a silence is known before somebody asks.
 */
final class KafkaSilence implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final DoubleSupplier received;
    private final Supplier<Optional<Duration>> commit;
    private final LongSupplier nanos;
    private final Duration limit;
    private double lastReceived = -1;
    private long lastHeard;
    private @Nullable Thread looking;

    /**
     * @param received bytes from brokers to the consumers of events; any change of it is a sign of life
     * @param commit for how long the longest commit has been under way
     * @param nanos a monotonic clock
     * @param limit a longer silence is none of a busy moment's
     */
    KafkaSilence(DoubleSupplier received, Supplier<Optional<Duration>> commit, LongSupplier nanos, Duration limit) {
        this.received = received;
        this.commit = commit;
        this.nanos = nanos;
        this.limit = limit;
        this.lastHeard = nanos.getAsLong();
    }

    synchronized void watch() {
        looking = Thread.ofVirtual().name("kafka-silence").start(this::look);
    }

    /** A sentence for the operator; empty while Kafka answers. */
    synchronized Optional<String> reason() {
        Duration silent = silence();
        if (silent.compareTo(limit) > 0) {
            return Optional.of("Kafka has not answered for " + silent.toSeconds() + " s");
        }
        return commit.get()
                .filter(underWay -> underWay.compareTo(limit) > 0)
                .map(underWay -> "Kafka has not answered a commit for " + underWay.toSeconds() + " s");
    }

    private synchronized Duration silence() {
        double now = received.getAsDouble();
        if (now != lastReceived) {
            lastReceived = now;
            lastHeard = nanos.getAsLong();
        }
        return Duration.ofNanos(nanos.getAsLong() - lastHeard);
    }

    private void look() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Duration _ = silence();
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        if (looking != null) {
            looking.interrupt();
        }
    }
}
