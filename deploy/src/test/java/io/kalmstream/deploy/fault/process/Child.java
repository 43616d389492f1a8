package io.kalmstream.deploy.fault.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own with this one's class path, and what it prints.
 *
 * <p>Threads: one.
 */
final class Child implements AutoCloseable {
    private static final Duration END_LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param properties of its system
     * @param log what it prints goes there
     */
    static Child start(Class<?> program, Map<String, String> properties, List<String> arguments, Path log)
            throws IOException {
        Launch launch = Launch.of(program)
                .with(properties.entrySet().stream()
                        .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
        return start(launch, arguments, log);
    }

    /** @param log what it prints goes there */
    static Child start(Launch launch, List<String> arguments, Path log) throws IOException {
        return new Child(
                launch.process(arguments)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    /** What it has said to the test so far, see {@link Failpoints#say}. */
    List<String> said() throws IOException {
        return lines().stream()
                .filter(line -> line.startsWith("test: "))
                .map(line -> line.substring(6))
                .toList();
    }

    /** Everything it has printed so far. */
    List<String> lines() throws IOException {
        return new String(Files.readAllBytes(log), UTF_8).lines().toList();
    }

    /** The command's one line about what went wrong. */
    String error() throws IOException {
        List<String> errors =
                lines().stream().filter(line -> line.startsWith("kalmstream: ")).toList();
        if (errors.size() != 1) {
            throw new AssertionError("not one line about an error: " + lines());
        }
        return errors.getFirst().substring("kalmstream: ".length());
    }

    long count(String part) throws IOException {
        return lines().stream().filter(line -> line.contains(part)).count();
    }

    /** Waits until it prints a line with this. */
    void await(String part) throws Exception {
        Await.until(() -> part + " in " + lines(), () -> {
            if (count(part) > 0) {
                return true;
            }
            if (!process.isAlive()) {
                throw new AssertionError(
                        "ended with %d before it said '%s': %s".formatted(process.exitValue(), part, lines()));
            }
            return false;
        });
    }

    /** Waits until it has ended. */
    int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still there after %s: %s".formatted(END_LIMIT, lines()));
        }
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** SIGTERM. */
    void terminate() {
        // Through its handle: the process itself would close its input, which ends it too.
        process.toHandle().destroy();
    }

    /** SIGSTOP. */
    void stop() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new AssertionError("kill -%s ended with %d".formatted(name, code));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
