package io.kalmstream.deploy.fault.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kalmstream.deploy.Main;
import io.kalmstream.deploy.command.ExitCode;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 71: the worker as a container runs it: nobody's user, no capability, and two folders it can write to. */
final class UnprivilegedIT {
    private static final int USER = 65532;
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final String DROP_ALL =
            "set -- %s --reuid=%d --regid=%d --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs \"$@\""
                    .formatted(SETPRIV, USER, USER);

    @TempDir
    private Path data;

    @Test
    void worker_needsNoRights_andWritesOnlyItsStateAndTemporaryFiles() throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.isExecutable(SETPRIV),
                "SKIPPED: only root can become user 65532, by " + SETPRIV);
        letRead(data);
        Path app = letRead(Files.createDirectory(data.resolve("app")));
        Path temporary = give(data.resolve("tmp"));
        try (Stack stack = Stack.start(data)) {
            Scene scene = stack.scene("unprivileged", 1);
            Path home = letRead(data.resolve("unprivileged"));
            Path state = give(home.resolve("state-a"));
            Launch launch = new Launch(
                    Main.class,
                    List.of("-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData"),
                    Map.of("CLASSPATH", staged(app), "HOME", "/nonexistent"),
                    "cd " + app + " && " + DROP_ALL);
            List<String> arguments =
                    List.of("worker", "--config", file(scene, app).toString());
            try (Load load = scene.load();
                    Child child = Child.start(launch, arguments, data.resolve("log"))) {
                load.begin(Duration.ofMillis(20));
                Await.until(
                        () -> "outputs, of " + child.lines(),
                        () -> !child.isAlive() || scene.outputs().size() > 20);
                assertThat(child.isAlive()).as("%s", child.lines()).isTrue();
                assertThat(Files.readString(Path.of("/proc", Long.toString(child.pid()), "status")))
                        .contains("Uid:\t65532\t65532\t65532\t65532", "CapEff:\t0000000000000000", "NoNewPrivs:\t1");
                child.terminate();
                assertThat(child.exitCode()).as("%s", child.lines()).isEqualTo(ExitCode.OK);
            }
            assertThat(ofUser(data, Integer.MAX_VALUE))
                    .isNotEmpty()
                    .allMatch(file -> file.startsWith(state) || file.startsWith(temporary));
            assertThat(ofUser(Path.of("/tmp"), 1)).isEmpty();
            assertThat(ofUser(Path.of("/var/tmp"), 1)).isEmpty();
        }
    }

    private static Path file(Scene scene, Path folder) throws IOException {
        Properties properties = new Properties();
        properties.putAll(scene.keys(
                "a",
                Map.of(
                        "http.port",
                        "0",
                        "encoder.model",
                        "builtin",
                        "streams.producer.transaction.timeout.ms",
                        "90000")));
        Path file = folder.resolve("worker.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    /** This JVM's class path where others can read it: a local repository is often its owner's alone. */
    private static String staged(Path folder) throws IOException {
        List<String> staged = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path there = Path.of(entry);
            if (Files.exists(there)) {
                Path here = folder.resolve(staged.size() + "-" + there.getFileName());
                copy(there, here);
                staged.add(here.toString());
            }
        }
        return String.join(File.pathSeparator, staged);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    letRead(Files.createDirectories(copy));
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static Path letRead(Path folder) throws IOException {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path give(Path folder) throws IOException {
        return Files.setAttribute(Files.createDirectories(folder), "unix:uid", USER);
    }

    private static List<Path> ofUser(Path folder, int depth) throws IOException {
        try (Stream<Path> files =
                Files.find(folder, depth, (file, _) -> Integer.valueOf(USER).equals(owner(file)))) {
            return files.toList();
        }
    }

    private static @Nullable Object owner(Path file) {
        try {
            return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException _) {
            // Somebody else's, gone meanwhile.
            return null;
        }
    }
}
