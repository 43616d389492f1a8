package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineToolTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "quickstart",
                "produce",
                "search",
                "worker",
                "health",
                "dlq",
                "collection",
                "embed",
                "model",
                "bench"
            })
    void everyCommand_explainsItself(String command) {
        assertThat(run(command, "--help")).isZero();
    }

    @Test
    void version_andHelp_areKnown() {
        assertThat(run("--version")).isZero();
        assertThat(run("--help")).isZero();
    }

    @Test
    void aWrongCommandLine_is2() {
        assertThat(run("fly")).isEqualTo(ExitCode.USAGE);
        assertThat(run("search")).isEqualTo(ExitCode.USAGE);
        assertThat(run("search", "text", "--limit", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(run("search", "text", "--qdrant", "ftp://there")).isEqualTo(ExitCode.USAGE);
        assertThat(run("produce", "--input", "/no/such/file", "--topic", "t")).isEqualTo(ExitCode.USAGE);
        assertThat(run("produce", "--input", ".", "--topic", "t")).isEqualTo(ExitCode.USAGE);
        assertThat(run("collection")).isEqualTo(ExitCode.USAGE);
        assertThat(run("dlq")).isEqualTo(ExitCode.USAGE);
        assertThat(run("dlq", "list", "--code", "NO_SUCH")).isEqualTo(ExitCode.USAGE);
        assertThat(run("dlq", "list", "--offsets", "9-5")).isEqualTo(ExitCode.USAGE);
        assertThat(run("dlq", "list", "--json", "--since", "yesterday")).isEqualTo(ExitCode.USAGE);
        assertThat(run("dlq", "replay")).as("nobody can be asked").isEqualTo(ExitCode.USAGE);
        assertThat(run("dlq", "replay", "--yes", "--max-replays", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(run("quickstart", "--input", ".")).isEqualTo(ExitCode.USAGE);
        assertThat(run("quickstart", "--input", "-", "--text-template", "no field"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void health_ofNobody_is1_andOfNoAddress_2() {
        assertThat(run("health", "--url", "http://127.0.0.1:1/health/ready")).isEqualTo(ExitCode.UNACCOUNTED);
        assertThat(run("health", "--url", "no address")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aWorkerWithoutSettings_is78() {
        assertThat(run("worker")).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void anInputThatCannotBeMeasured_is65(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.txt"), "\n \n");
        Path latin1 = Files.write(folder.resolve("latin1.txt"), new byte[] {(byte) 0xe9, '\n'});

        for (Path input : List.of(folder.resolve("missing.txt"), empty, latin1)) {
            assertThat(run("bench", "encoder", "--input", input.toString()))
                    .as(input.toString())
                    .isEqualTo(ExitCode.DATA);
        }
    }

    private static int run(String... arguments) {
        return CommandLineTool.run(arguments, StopSignal.never());
    }
}
