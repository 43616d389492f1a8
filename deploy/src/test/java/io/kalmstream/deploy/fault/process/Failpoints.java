package io.kalmstream.deploy.fault.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.DisconnectException;
import org.jspecify.annotations.Nullable;

/**
 * The places of one worker, at one of which it fails.
 *
 * <p>Threads: any.
 */
final class Failpoints {
    /** Exit code of what SIGKILL has ended. */
    static final int KILLED = 137;

    private static final Duration LOOK = Duration.ofMillis(5);

    private final @Nullable Failpoint point;
    private final Path go;
    private final AtomicInteger passed = new AtomicInteger();

    /**
     * @param point null: it never fails
     * @param go a file that appears when what is held may go on
     */
    Failpoints(@Nullable Failpoint point, Path go) {
        this.point = point;
        this.go = go;
    }

    void pass(Site site) {
        if (point == null || point.site() != site) {
            return;
        }
        int time = passed.incrementAndGet();
        if (time == point.hit()) {
            say(Failpoint.REACHED.formatted(point));
        }
        if (time >= point.hit()) {
            act(point.act(), time == point.hit());
        }
    }

    private void act(Failpoint.Act act, boolean first) {
        switch (act) {
            case HALT -> halt(first);
            case HOLD -> {
                while (first && !Files.exists(go)) {
                    LockSupport.parkNanos(LOOK.toNanos());
                }
            }
            case HANG -> hang();
            case FAIL -> throw new IllegalStateException("planted: a bug");
            case FAIL_FOR_NOW -> throw new DisconnectException("planted: may pass");
        }
    }

    /** Another thread that comes here meanwhile gets no further, and does not end it before it has said so. */
    private static void halt(boolean first) {
        if (!first) {
            hang();
        }
        Runtime.getRuntime().halt(KILLED);
    }

    /** As native code does: an interrupt is not even seen. */
    private static void hang() {
        while (true) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            boolean _ = Thread.interrupted();
        }
    }

    /** To the test, which reads what the process prints. */
    static void say(String line) {
        System.out.println("test: " + line);
        System.out.flush();
    }
}
