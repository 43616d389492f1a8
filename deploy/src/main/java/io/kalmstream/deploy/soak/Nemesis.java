package io.kalmstream.deploy.soak;

import io.kalmstream.deploy.fault.FaultCounts;
import io.kalmstream.deploy.fault.TcpFault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Draws faults and makes them: first one of each kind, in any order, then any. They overlap, but for those of the same thing. A fault
 * counts when it was seen to happen.
 *
 * <p>Threads: one.
 */
final class Nemesis {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(8);
    private static final Duration SLOWNESS = Duration.ofMillis(300);
    private static final Duration MUTE = Duration.ofMillis(500);

    private final BrokerProcess broker;
    private final List<WorkerProcess> workers;
    private final TcpFault line;
    private final Random random;
    private final Consumer<String> tell;
    private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
    private final List<FaultKind> kinds = List.of(FaultKind.values());
    private final Deque<FaultKind> first = new ArrayDeque<>();
    private @Nullable LineFault lineFault;
    private long brokerStartAt = Long.MAX_VALUE;

    Nemesis(BrokerProcess broker, List<WorkerProcess> workers, TcpFault line, Random random, Consumer<String> tell) {
        this.broker = broker;
        this.workers = List.copyOf(workers);
        this.line = line;
        this.random = random;
        this.tell = tell;
        List<FaultKind> shuffled = new ArrayList<>(kinds);
        Collections.shuffle(shuffled, random);
        first.addAll(shuffled);
    }

    /** @param each told how long it has been at it */
    void rage(Duration time, Consumer<Duration> each) throws IOException, InterruptedException {
        long start = System.nanoTime();
        // Short enough for all kinds to have their turn.
        Duration gap = shorter(LONGEST_GAP, time.dividedBy(kinds.size() + 3L));
        long next = start + millis(gap);
        for (long now = start; now - start < time.toNanos(); now = System.nanoTime()) {
            tick(now);
            if (now - next >= 0) {
                attempt();
                next = now + millis(gap) / 4 + millis(gap.multipliedBy(3).dividedBy(4));
            }
            each.accept(Duration.ofNanos(now - start));
            Thread.sleep(TICK);
        }
    }

    /** Faults whose time is over end, and what has ended starts again. */
    void tick(long now) throws IOException {
        for (WorkerProcess worker : workers) {
            worker.tick();
        }
        if (lineFault != null && now - lineFault.endAt() >= 0) {
            endLineFault(lineFault);
        }
        if (now - brokerStartAt >= 0) {
            brokerStartAt = Long.MAX_VALUE;
            broker.start();
        }
    }

    private void attempt() throws IOException, InterruptedException {
        FaultKind kind = first.isEmpty() ? kinds.get(random.nextInt(kinds.size())) : first.removeFirst();
        WorkerProcess worker = workers.get(random.nextInt(workers.size()));
        Duration length = Duration.ofMillis(1_000 + random.nextInt(7_000));
        boolean begun = switch (kind) {
            case WORKER_KILLED -> happened(kind, worker.kill(length), "%s for %s".formatted(worker, length));
            case WORKER_TERMINATED -> happened(kind, worker.terminate(length), "%s for %s".formatted(worker, length));
            case WORKER_STOPPED -> {
                Duration stop = length.multipliedBy(2);
                yield happened(kind, worker.stop(stop), "%s for %s".formatted(worker, stop));
            }
            case BROKER_RESTARTED, BROKER_KILLED -> breakBroker(kind, length.dividedBy(2));
            case STORE_REFUSES, STORE_SLOW, STORE_HANGS, STORE_MUTE -> breakLine(kind, length);
        };
        if (!begun && faults.getOrDefault(kind, 0) == 0) {
            first.addLast(kind);
        }
    }

    private boolean happened(FaultKind kind, boolean really, String how) {
        if (really) {
            faults.merge(kind, 1, Integer::sum);
            tell.accept(kind.label() + ": " + how);
        }
        return really;
    }

    private boolean breakBroker(FaultKind kind, Duration pause) throws InterruptedException {
        if (brokerStartAt != Long.MAX_VALUE || !broker.isUp()) {
            return false;
        }
        boolean really = kind == FaultKind.BROKER_KILLED ? broker.kill() : broker.stop();
        brokerStartAt = System.nanoTime() + pause.toNanos();
        return happened(kind, really, "for " + pause);
    }

    private boolean breakLine(FaultKind kind, Duration length) {
        if (lineFault != null) {
            return false;
        }
        lineFault = new LineFault(kind, line.counts(), System.nanoTime() + length.toNanos());
        tell.accept(kind.label() + ": for " + length);
        switch (kind) {
            case STORE_REFUSES -> line.refuse();
            case STORE_SLOW -> line.delay(SLOWNESS, SLOWNESS, random.nextLong());
            case STORE_HANGS -> line.blackhole(true, true);
            case STORE_MUTE -> line.dropReplies(MUTE);
            case WORKER_KILLED, WORKER_STOPPED, WORKER_TERMINATED, BROKER_RESTARTED, BROKER_KILLED ->
                throw new IllegalArgumentException(kind + " is no fault of the line");
        }
        return true;
    }

    private void endLineFault(LineFault fault) {
        line.heal();
        lineFault = null;
        if (fault.happened(line.counts())) {
            faults.merge(fault.kind(), 1, Integer::sum);
        } else if (faults.getOrDefault(fault.kind(), 0) == 0) {
            first.addLast(fault.kind());
        }
    }

    /** Ends everything. */
    void heal() throws IOException, InterruptedException {
        if (lineFault != null) {
            endLineFault(lineFault);
        }
        brokerStartAt = Long.MAX_VALUE;
        if (!broker.isAlive()) {
            broker.start();
        }
        broker.awaitUp();
        for (WorkerProcess worker : workers) {
            worker.heal();
        }
    }

    Map<FaultKind, Integer> faults() {
        return Map.copyOf(faults);
    }

    /** A share of it, at random, in nanoseconds. */
    private long millis(Duration atMost) {
        return Duration.ofMillis(random.nextLong(atMost.toMillis() + 1)).toNanos();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A fault of the line to the vector store, and what had happened there before. */
    private record LineFault(FaultKind kind, FaultCounts before, long endAt) {
        boolean happened(FaultCounts after) {
            return switch (kind) {
                case STORE_REFUSES -> grew(after, counts -> counts.refused() + counts.cut());
                case STORE_SLOW -> grew(after, FaultCounts::delayedBytes);
                case STORE_HANGS -> grew(after, FaultCounts::heldBytes);
                case STORE_MUTE -> grew(after, FaultCounts::lostBytes);
                case WORKER_KILLED, WORKER_STOPPED, WORKER_TERMINATED, BROKER_RESTARTED, BROKER_KILLED -> false;
            };
        }

        private boolean grew(FaultCounts after, ToLongFunction<FaultCounts> what) {
            return what.applyAsLong(after) > what.applyAsLong(before);
        }
    }
}
