package io.kalmstream.deploy.soak;

import io.kalmstream.deploy.local.EndWithParent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that runs one of our main classes with this one's class path, and ends when this one does.
 *
 * <p>Threads: one.
 */
final class Child {
    /** A small JVM that starts quickly. */
    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx384m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dlogback.configurationFile=io/kalmstream/deploy/soak/logback.xml");

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** @param log what it says is appended there */
    static Child start(Class<?> program, List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add(EndWithParent.class.getName());
        command.add(program.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // By variable: it is thousands of characters long.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new Child(builder.start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Of one that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** @return whether it has ended */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
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

    /**
     * SIGSTOP, and SIGCONT after so long, by a shell: also when this process is gone by then, since one that is stopped does not see
     * its parent end.
     *
     * @return whether it is stopped
     */
    boolean stop(Duration length) throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "kill -STOP \"$1\" && sleep \"$2\"; kill -CONT \"$1\"",
                        "stop",
                        pid,
                        Long.toString(length.toSeconds()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (int look = 0; look < 100 && process.isAlive(); look++) {
            if (isStopped()) {
                return true;
            }
            Thread.sleep(10);
        }
        return false;
    }

    /** SIGCONT. */
    void resume() throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -CONT \"$1\"", "resume", Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    boolean isStopped() throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(process.pid())).start();
        String state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return ps.waitFor() == 0 && state.strip().startsWith("T");
    }

    static Path log(Path folder, String name) throws IOException {
        return Files.createDirectories(folder).resolve(name + ".log");
    }
}
