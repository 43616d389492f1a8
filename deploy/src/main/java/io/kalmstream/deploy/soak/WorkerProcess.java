package io.kalmstream.deploy.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker in a process of its own, and another one with the same state whenever that has ended: what a supervisor does.
 *
 * <p>Threads: one.
 */
final class WorkerProcess implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkerProcess.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(50);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** How a JVM ends that is told to before it is up: 128 and the signal's number. */
    private static final int TERMINATED_EARLY = 143;

    /** Why it ends. */
    private enum End {
        BY_ITSELF,
        KILLED,
        TERMINATED
    }

    private final int number;
    private final List<String> arguments;
    private final Path logFile;
    private final Findings findings;
    private @Nullable Child child;
    private End end = End.BY_ITSELF;
    private long startAt;
    private long killAt = Long.MAX_VALUE;
    private int ownEnds;

    /** @param findings gets the ends that must not be */
    WorkerProcess(int number, List<String> arguments, Path logs, Findings findings) throws IOException {
        this.number = number;
        this.arguments = new ArrayList<>(arguments);
        this.logFile = Child.log(logs, "worker-" + number);
        this.findings = findings;
        this.startAt = System.nanoTime();
    }

    /** Sees how it ended, and starts it again when it is time. */
    void tick() throws IOException {
        Child last = child;
        if (last != null && !last.isAlive()) {
            judge(last.exitCode());
            child = null;
        } else if (last != null && System.nanoTime() - killAt > 0) {
            findings.add(Flaw.UNEXPECTED, "%s did not end within %s of SIGTERM".formatted(this, STOP_LIMIT));
            kill(PAUSE);
        }
        if (child == null && System.nanoTime() - startAt >= 0) {
            end = End.BY_ITSELF;
            killAt = Long.MAX_VALUE;
            child = Child.start(SoakWorker.class, arguments, logFile);
        }
    }

    private void judge(int code) {
        log.info("{} ended {} with {}", this, end, code);
        boolean expected = switch (end) {
            case KILLED -> true;
            case TERMINATED -> code == 0 || code == TERMINATED_EARLY || code == SoakWorker.TEMPORARY;
            case BY_ITSELF -> code == SoakWorker.TEMPORARY;
        };
        if (!expected) {
            findings.add(Flaw.UNEXPECTED, "%s ended %s with exit code %d".formatted(this, end, code));
        }
        if (end == End.BY_ITSELF) {
            ownEnds++;
            startAt = System.nanoTime() + PAUSE.toNanos();
        }
    }

    boolean isAlive() {
        return child != null && child.isAlive();
    }

    /** How often it gave up, as it may when the world is against it. */
    int ownEnds() {
        return ownEnds;
    }

    /** @return whether there was something to kill */
    boolean kill(Duration pause) {
        Child last = child;
        if (last == null || !last.isAlive()) {
            return false;
        }
        end = End.KILLED;
        startAt = System.nanoTime() + pause.toNanos();
        last.kill();
        return true;
    }

    /** @return whether there was something to terminate */
    boolean terminate(Duration pause) {
        Child last = child;
        if (last == null || !last.isAlive() || end != End.BY_ITSELF) {
            return false;
        }
        end = End.TERMINATED;
        startAt = System.nanoTime() + pause.toNanos();
        killAt = System.nanoTime() + STOP_LIMIT.toNanos();
        last.terminate();
        return true;
    }

    /** @return whether it is stopped */
    boolean stop(Duration length) throws IOException, InterruptedException {
        Child last = child;
        return last != null && last.isAlive() && end == End.BY_ITSELF && last.stop(length);
    }

    /** Goes on, whether it was stopped or has ended. */
    void heal() throws IOException, InterruptedException {
        if (child != null && child.isAlive()) {
            child.resume();
        }
        startAt = System.nanoTime();
        tick();
    }

    /** @return whether it ended in order */
    boolean finish() throws InterruptedException {
        Child last = child;
        if (last == null) {
            return false;
        }
        last.terminate();
        return last.awaitEnd(STOP_LIMIT) && last.exitCode() == 0;
    }

    @Override
    public void close() {
        if (child != null) {
            child.kill();
        }
    }

    @Override
    public String toString() {
        return "worker " + number;
    }
}
