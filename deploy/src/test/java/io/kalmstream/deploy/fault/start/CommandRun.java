package io.kalmstream.deploy.fault.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kalmstream.deploy.command.StopSignal;
import io.kalmstream.deploy.command.TestingCommandLine;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The worker command until it ends by itself.
 *
 * @param lines everything it printed, its log included
 */
record CommandRun(int code, List<String> lines) {
    private static final String ERROR = "kalmstream: ";
    private static final int LIMIT_SECONDS = 90;

    /** @param start of its worker */
    static CommandRun of(Path folder, Map<String, String> keys, Function<WorkerSettings, Worker> start)
            throws IOException {
        Properties properties = new Properties();
        properties.putAll(keys);
        Path file = Files.createTempFile(folder, "worker", ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(printed, true, UTF_8));
        try {
            int code = TestingCommandLine.run(
                    new String[] {"worker", "--config", file.toString()}, StopSignal.never(), start);
            return new CommandRun(code, printed.toString(UTF_8).lines().toList());
        } finally {
            System.setErr(before);
        }
    }

    /** The same, while the test does something else. */
    static CompletableFuture<CommandRun> begin(
            Path folder, Map<String, String> keys, Function<WorkerSettings, Worker> start) {
        CompletableFuture<CommandRun> run = new CompletableFuture<>();
        Thread.ofPlatform().name("worker-command").daemon().start(() -> {
            try {
                run.complete(of(folder, keys, start));
            } catch (IOException | RuntimeException e) {
                run.completeExceptionally(e);
            }
        });
        return run;
    }

    static CommandRun end(CompletableFuture<CommandRun> run)
            throws InterruptedException, ExecutionException, TimeoutException {
        return run.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Its one line about what went wrong. */
    String error() {
        List<String> errors =
                lines.stream().filter(line -> line.startsWith(ERROR)).toList();
        if (errors.size() != 1) {
            throw new AssertionError("not one line about an error: " + lines);
        }
        return errors.getFirst().substring(ERROR.length());
    }

    String all() {
        return String.join("\n", lines);
    }
}
