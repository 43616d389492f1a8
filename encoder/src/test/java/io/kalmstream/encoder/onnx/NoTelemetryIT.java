package io.kalmstream.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A child process each, since the fault ends the process. */
class NoTelemetryIT {
    @Test
    void request_longCommandLine_survives() throws Exception {
        assertThat(exitCodeOf(Silenced.class)).isZero();
    }

    /** Fails once ONNX Runtime has mended it: then {@link NoTelemetry} has one reason less. */
    @Test
    void getEnvironment_longCommandLine_stillEndsTheProcess() throws Exception {
        assertThat(exitCodeOf(Plain.class)).isNotZero();
    }

    private static int exitCodeOf(Class<?> main) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dpadding=" + "/some/library.jar:".repeat(3000),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return child.exitValue();
        } finally {
            child.destroyForcibly();
        }
    }

    /** The main class of a child. */
    static final class Silenced {
        private Silenced() {}

        static void main() {
            NoTelemetry.request();
            assertThat(OrtEnvironment.getEnvironment().getVersion()).isNotEmpty();
        }
    }

    /** The main class of a child. */
    static final class Plain {
        private Plain() {}

        static void main() {
            assertThat(OrtEnvironment.getEnvironment().getVersion()).isNotEmpty();
        }
    }
}
