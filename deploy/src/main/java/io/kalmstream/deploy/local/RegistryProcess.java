package io.kalmstream.deploy.local;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** The registry's command line: the JDK that runs us, a small heap and a quick start rather than a fast long run. */
final class RegistryProcess {
    private RegistryProcess() {}

    static ProcessBuilder command(Path runner, Path data, int port) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(List.of(
                // Ctrl-C goes to every process of the terminal: this one must outlive the worker, which we stop first.
                "/bin/sh",
                "-c",
                "trap '' INT; exec \"$@\"",
                "registry",
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                // What the manifest of its jar asks for, which counts only with -jar.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                // Health and metrics of the registry itself: on a second port, which nobody needs here.
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=0",
                "-Dquarkus.http.access-log.enabled=false",
                // Housekeeping for servers that run for months; here it only disturbs the shutdown.
                "-Dquarkus.scheduler.enabled=false",
                "-Dapicurio.storage.kind=sql",
                "-Dapicurio.storage.sql.kind=h2",
                // Written through at once: an id that was given out must still mean the same schema after a kill.
                "-Dapicurio.datasource.url=jdbc:h2:file:"
                        + data.resolve("schemas").toAbsolutePath() + ";WRITE_DELAY=0",
                "-Dapicurio.datasource.jdbc.initial-size=1",
                "-Dapicurio.datasource.jdbc.min-size=1",
                "-Dapicurio.datasource.jdbc.max-size=8",
                "-cp",
                ours() + File.pathSeparator + runner,
                EndWithParent.class.getName(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    }

    /** The folder or jar this class came from. */
    private static Path ours() {
        try {
            return Path.of(RegistryProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The class path has an entry that is not a URI. This is a bug.", e);
        }
    }
}
