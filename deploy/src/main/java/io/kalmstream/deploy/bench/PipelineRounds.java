package io.kalmstream.deploy.bench;

import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.topology.event.FailureCode;
import java.time.Duration;
import java.util.List;

/**
 * Rounds through a running worker. Only one thing happens at a time: while the topic is filled, or the encoder works alone, the worker
 * has nothing to do.
 *
 * <p>Threads: one.
 */
final class PipelineRounds {
    private static final Duration TICK = Duration.ofMillis(1);
    /** Nothing was settled for so long: nothing will be. */
    private static final Duration STALLED = Duration.ofMinutes(1);

    private final BenchStack stack;
    private final BenchFeed feed;
    private final BenchEvents events;
    private final SettledMeter settled;
    private final Progress progress;
    private long sent;

    PipelineRounds(BenchStack stack, BenchFeed feed, BenchEvents events, SettledMeter settled, Progress progress) {
        this.stack = stack;
        this.feed = feed;
        this.events = events;
        this.settled = settled;
        this.progress = progress;
    }

    /** @return nanoseconds from the moment so many events can be read until all have settled */
    long settle(int count) throws InterruptedException {
        feed.hide(events, count);
        sent += count;
        settled.goal(sent);
        long start = System.nanoTime();
        feed.show();
        awaitSettled();
        return settled.reachedNanos() - start;
    }

    /** @return nanoseconds until the worker's device has encoded the texts for somebody else */
    long encodeOnly(List<String> texts) {
        long start = System.nanoTime();
        List<float[]> _ = EncoderRounds.encode(stack.worker().batcher(), texts);
        return System.nanoTime() - start;
    }

    /** Lets events come at a steady speed. */
    Steady steadily(double perSecond, Duration time) throws InterruptedException {
        settled.startRecording();
        sent += feed.steadily(events, perSecond, time);
        awaitSettled();
        return new Steady(settled.stopRecording(), stack.worker().longestWindow());
    }

    /** @param millis from event time to searchable, of each event */
    record Steady(List<Long> millis, Duration longestWindow) {
        Steady {
            millis = List.copyOf(millis);
        }
    }

    private void awaitSettled() throws InterruptedException {
        long last = settled.settled();
        long lastChange = System.nanoTime();
        while (settled.settled() < sent) {
            Thread.sleep(TICK);
            stack.worker().requireAlive();
            progress.at(settled.settled(), sent);
            if (settled.settled() != last) {
                last = settled.settled();
                lastChange = System.nanoTime();
            } else if (System.nanoTime() - lastChange > STALLED.toNanos()) {
                throw new IllegalStateException(
                        "%d of %d events have settled, and none for %d s".formatted(last, sent, STALLED.toSeconds()));
            }
        }
        FailureCode failure = settled.failure();
        if (failure != null) {
            throw new IllegalStateException("an event of the benchmark became a dead letter: " + failure);
        }
        if (settled.settled() > sent) {
            throw new IllegalStateException(
                    "events have settled twice: a task failed meanwhile, and nothing measured counts");
        }
    }
}
