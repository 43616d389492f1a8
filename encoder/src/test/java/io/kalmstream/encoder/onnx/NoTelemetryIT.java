package io.kalmstream.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A child process each: the variable outlives whoever sets it. That a process without it dies is not asserted: ONNX Runtime looks at
 * other variables too (it keeps silent where it finds itself in somebody's CI), and may mend it.
 */
class NoTelemetryIT {
    private static final int SET = 3;

    @Test
    void request_variableUnset_librariesSeeItSet() throws Exception {
        assertThat(exitCodeOf(Plain.class)).isZero();
        assertThat(exitCodeOf(Silenced.class)).isEqualTo(SET);
    }

    /** Reads the environment as ONNX Runtime does, not as Java does: that is a copy of the time it started. */
    @SuppressWarnings("restricted")
    private static boolean isSet() throws Throwable {
        Linker linker = Linker.nativeLinker();
        MemorySegment value = (MemorySegment) linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("getenv"),
                        FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                .invokeExact(Arena.global().allocateFrom(NoTelemetry.VARIABLE));
        return !value.equals(MemorySegment.NULL);
    }

    private static int exitCodeOf(Class<?> main) throws Exception {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dpadding=" + "/some/library.jar:".repeat(3000),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        java.environment().remove(NoTelemetry.VARIABLE);
        Process child = java.start();
        try {
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return child.exitValue();
        } finally {
            child.destroyForcibly();
        }
    }

    /** The main class of a child, which goes on to load the library under the long command line that it does not survive without. */
    static final class Silenced {
        private Silenced() {}

        static void main() throws Throwable {
            NoTelemetry.request();
            assertThat(OrtEnvironment.getEnvironment().getVersion()).isNotEmpty();
            System.exit(isSet() ? SET : 0);
        }
    }

    /** The main class of a child. */
    static final class Plain {
        private Plain() {}

        static void main() throws Throwable {
            System.exit(isSet() ? SET : 0);
        }
    }
}
