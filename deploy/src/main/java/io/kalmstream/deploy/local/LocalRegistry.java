package io.kalmstream.deploy.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real schema registry (Apicurio, with Confluent's API) as a child process. Schemas and their ids are kept in its folder. It ends
 * with {@link #close}, with this process, and also when this process is killed.
 *
 * <p>Threads: start and close from one thread; clients come over HTTP.
 */
public final class LocalRegistry implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalRegistry.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Process process;
    private final int port;

    private LocalRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Returns once the registry answers.
     *
     * @param program folder the build unpacked it into
     * @param data created if it is new
     * @param port of 127.0.0.1; 0 for any free one
     * @throws LocalStackException it did not start
     */
    public static LocalRegistry start(Path program, Path data, int port) {
        requireNonNull(data, "data is null");
        Path runner = program.resolve("quarkus-run.jar");
        if (!Files.exists(runner)) {
            throw new LocalStackException(
                    "The schema registry's program is missing: " + runner
                            + ". Build it: mvn -Dquick -pl deploy -am package",
                    null);
        }
        int listening = FreePort.orElseAny(port);
        Path output = data.resolve("registry.log");
        try {
            Files.createDirectories(data);
            Process process = RegistryProcess.command(runner, data, listening)
                    .directory(data.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
            LocalRegistry registry = new LocalRegistry(process, listening);
            registry.awaitReady(output);
            log.info("Schema registry listens on 127.0.0.1:{}, data in {}", listening, data);
            return registry;
        } catch (IOException e) {
            throw new LocalStackException(
                    "The schema registry could not be started in " + data + ": " + e.getMessage(), e);
        }
    }

    private void awaitReady(Path output) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(POLL).build()) {
            while (!answers(client)) {
                if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new LocalStackException(
                            "The schema registry ended with exit code " + process.exitValue()
                                    + " while starting on 127.0.0.1:" + port + "; its output is in " + output,
                            null);
                }
                if (System.nanoTime() > deadline) {
                    throw new LocalStackException(
                            "The schema registry does not answer at " + url() + " after " + START_LIMIT.toSeconds()
                                    + " s; its output is in " + output,
                            null);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new LocalStackException("Interrupted while the schema registry was starting", e);
        } catch (LocalStackException e) {
            close();
            throw e;
        }
    }

    private boolean answers(HttpClient client) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** Base URL of the Confluent API. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    /** Asks it to stop, and kills it if it does not; returns when the process is gone. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
