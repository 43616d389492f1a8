package io.kalmstream.deploy.worker;

import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams' state, to wait for.
 *
 * <p>Threads: any.
 */
final class StateWatch implements KafkaStreams.StateListener {
    private static final Logger log = LoggerFactory.getLogger(StateWatch.class);

    private KafkaStreams.State state = KafkaStreams.State.CREATED;
    private boolean hasRun;

    @Override
    public synchronized void onChange(KafkaStreams.State now, KafkaStreams.State before) {
        state = now;
        hasRun |= now == KafkaStreams.State.RUNNING;
        log.info("The worker is {}, it was {}", now, before);
        notifyAll();
    }

    /** @return whether it was running, or had ended, within the time */
    synchronized boolean awaitRunning(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (state != KafkaStreams.State.RUNNING && !ended()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized void awaitEnd() throws InterruptedException {
        while (!ended()) {
            wait();
        }
    }

    /** Whether it was running at any time: then Kafka Streams has made its changelogs. */
    synchronized boolean hasRun() {
        return hasRun;
    }

    /** Whether it will never run again. */
    synchronized boolean ended() {
        return switch (state) {
            case PENDING_ERROR, ERROR, PENDING_SHUTDOWN, NOT_RUNNING -> true;
            case CREATED, REBALANCING, RUNNING -> false;
        };
    }
}
