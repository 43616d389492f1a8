package io.kalmstream.deploy.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.config.WorkerConfig;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The command line as it is, except for how its worker is started. */
public final class TestingCommandLine {
    private TestingCommandLine() {}

    public static int run(String[] arguments, StopSignal stop, Function<WorkerSettings, Worker> workers) {
        return CommandLineTool.run(arguments, stop, (settings, _, _) -> workers.apply(settings));
    }

    /** What it prints, line by line. Fails with another exit code. */
    static List<String> lines(int code, String... arguments) {
        return lines(Set.of(code), arguments);
    }

    /** Fails with an exit code that is none of these. */
    static List<String> lines(Set<Integer> codes, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, UTF_8));
        try {
            assertThat(CommandLineTool.run(arguments, StopSignal.never())).isIn(codes);
        } finally {
            System.setOut(before);
        }
        return out.toString(UTF_8).lines().toList();
    }

    /** What the worker command makes of a file with these keys. */
    public static WorkerSettings settings(Map<String, String> keys) {
        return WorkerConfig.of(keys).worker();
    }
}
