package io.kalmstream.encoder.onnx;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Keeps ONNX Runtime from reporting to its maker. Since 1.29 its Linux and macOS builds do unless the environment of the process
 * says otherwise before the library starts; its own switch comes too late for the first report. Java cannot change its
 * environment, so the C library is asked to.
 *
 * <p>It also keeps the process alive: what reports matches the whole command line with a regular expression that recurses for every
 * character, and a class path of some thousand characters overflows the stack of any Java thread, without a crash report.
 */
final class NoTelemetry {
    static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

    private NoTelemetry() {}

    /** To be called before any other thing of ONNX Runtime. */
    @SuppressWarnings("restricted")
    static void request() {
        Linker linker = Linker.nativeLinker();
        // Windows has no such function, and no such telemetry.
        Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
        setenv.ifPresent(function -> call(linker.downcallHandle(
                function,
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT))));
    }

    private static void call(MethodHandle setenv) {
        try (Arena arena = Arena.ofConfined()) {
            int failed = (int) setenv.invokeExact(arena.allocateFrom(VARIABLE), arena.allocateFrom("1"), 1);
            if (failed != 0) {
                throw new IllegalStateException("setenv refuses " + VARIABLE);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call setenv", e);
        }
    }
}
