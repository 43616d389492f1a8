package io.kalmstream.deploy.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM's own compilers do meanwhile.
 *
 * <p>Threads: one.
 */
final class CompilerLoad {
    private final @Nullable CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    private long startMillis;
    private long startNanos;
    private double share;

    void start() {
        startMillis = millis();
        startNanos = System.nanoTime();
    }

    void stop() {
        share = (millis() - startMillis) * 1e6 / (System.nanoTime() - startNanos);
    }

    /** Of a core, between start and stop; 0 where the JVM does not tell. */
    double share() {
        return share;
    }

    private long millis() {
        return compilers != null && compilers.isCompilationTimeMonitoringSupported()
                ? compilers.getTotalCompilationTime()
                : 0;
    }
}
