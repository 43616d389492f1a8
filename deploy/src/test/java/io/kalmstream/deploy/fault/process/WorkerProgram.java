package io.kalmstream.deploy.fault.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.kalmstream.deploy.command.StopSignal;
import io.kalmstream.deploy.command.TestingCommandLine;
import io.kalmstream.deploy.worker.TestingWorkers;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.StoreReply;
import io.kalmstream.sinks.VectorStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Main class of a worker's process: the worker command, with a testing encoder and with failpoints. It says to the test what it does,
 * see {@link Failpoints#say}.
 */
public final class WorkerProgram {
    static final int DIMENSIONS = 64;
    /** System property: how long a device batch takes, in milliseconds. */
    static final String PACE = "encode.millis";
    /** System property: see {@link Failpoints}. */
    static final String GO = "fail.go";

    /** Said when the worker leaves its group; {@code %s} is its readiness. */
    static final String LEAVES = "leaves, %s";
    /** Said of a write that was answered as late. */
    static final String STALE = "stale, of the late ones there are now: %s";

    private static final AtomicReference<@Nullable Worker> WORKER = new AtomicReference<>();

    private WorkerProgram() {}

    /** @param arguments of the command line */
    public static void main(String[] arguments) {
        if (LoggerFactory.getLogger("io.kalmstream") instanceof Logger ours) {
            ours.setLevel(Level.INFO);
        }
        String point = System.getProperty(Failpoint.PROPERTY, "");
        Failpoints points =
                new Failpoints(point.isEmpty() ? null : Failpoint.parse(point), Path.of(System.getProperty(GO, "")));
        Duration pace = Duration.ofMillis(Integer.getInteger(PACE, 0));
        StopSignal stop = StopSignal.install(Thread.currentThread());
        int code = TestingCommandLine.run(arguments, stop, settings -> {
            Worker worker = start(settings, points, pace, WorkerProgram::tell, WorkerProgram::leave);
            WORKER.set(worker);
            return worker;
        });
        stop.finished(code);
        System.exit(code);
    }

    static Worker start(
            WorkerSettings settings, Failpoints points, Duration pace, PassingStore.Hears hears, Runnable leaving) {
        return TestingWorkers.start(
                settings,
                new PassingEncoder(new TestingEncoder(DIMENSIONS), points, pace),
                new PassingListener(points),
                store -> new PassingStore(store, points, hears),
                clients -> new PassingClients(clients, points, leaving));
    }

    private static void leave() {
        Worker worker = WORKER.get();
        Failpoints.say(LEAVES.formatted(worker == null ? "unknown" : worker.readiness()));
    }

    private static void tell(VectorStore store, Fence fence, List<Change> changes, StoreReply reply) {
        if (reply instanceof StoreReply.Stale) {
            List<DocumentKey> keys = changes.stream().map(Change::key).toList();
            List<String> there = store.get(keys).stream()
                    .flatMap(Optional::stream)
                    .filter(point -> Objects.equals(point.fence(), fence))
                    .map(point -> point.key().id())
                    .toList();
            Failpoints.say(STALE.formatted(there));
        }
    }
}
