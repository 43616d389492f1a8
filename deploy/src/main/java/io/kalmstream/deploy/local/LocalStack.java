package io.kalmstream.deploy.local;

import io.kalmstream.deploy.Home;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Broker, registry and vector store, started side by side and stopped one after the other.
 *
 * <p>Threads: start and close from one thread.
 */
public final class LocalStack implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalStack.class);
    private static final String LOOPBACK = "127.0.0.1";

    private final LocalBroker broker;
    private final LocalRegistry registry;
    private final EmbeddedQdrant qdrant;

    private LocalStack(LocalBroker broker, LocalRegistry registry, EmbeddedQdrant qdrant) {
        this.broker = broker;
        this.registry = registry;
        this.qdrant = qdrant;
    }

    /**
     * Returns once all three serve clients. When one does not start, or the thread is interrupted, the others are stopped again.
     *
     * @param data each part gets a folder in it
     * @throws LocalStackException a part did not start
     */
    public static LocalStack start(Home home, Path data, StackPorts ports) throws InterruptedException {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("stack-start-", 0).factory())) {
            Future<LocalRegistry> registry = threads.submit(
                    () -> LocalRegistry.start(home.registry(), data.resolve("registry"), ports.registry()));
            Future<LocalBroker> broker = threads.submit(() -> LocalBroker.start(data.resolve("kafka"), ports.kafka()));
            Callable<EmbeddedQdrant> starting = () -> EmbeddedQdrant.start(
                    new EmbeddedQdrantSettings(data.resolve("qdrant"), LOOPBACK, FreePort.orElseAny(ports.qdrant())));
            Future<EmbeddedQdrant> qdrant = threads.submit(starting);
            try {
                return new LocalStack(broker.get(), registry.get(), qdrant.get());
            } catch (ExecutionException e) {
                threads.shutdownNow();
                closeStarted(broker, registry, qdrant);
                throw failure(e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                closeStarted(broker, registry, qdrant);
                throw e;
            }
        }
    }

    private static LocalStackException failure(@Nullable Throwable cause) {
        return cause instanceof LocalStackException known
                ? known
                : new LocalStackException(
                        "The local stack did not start: " + (cause == null ? "no reason known" : cause.getMessage()),
                        cause);
    }

    @SafeVarargs
    private static void closeStarted(Future<? extends AutoCloseable>... parts) {
        boolean interrupted = Thread.interrupted();
        for (Future<? extends AutoCloseable> part : parts) {
            try {
                part.get().close();
            } catch (ExecutionException e) {
                log.debug("not started, nothing to stop", e);
            } catch (Exception e) {
                log.warn("could not be stopped", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public LocalBroker broker() {
        return broker;
    }

    public LocalRegistry registry() {
        return registry;
    }

    /** Qdrant's gRPC address. */
    public String qdrantUrl() {
        return "http://" + LOOPBACK + ":" + qdrant.port();
    }

    /** Registry, broker, vector store; clients of theirs must be closed before. */
    @Override
    public void close() {
        try (qdrant;
                broker;
                registry) {
            log.info("stopping the local stack");
        } catch (IOException e) {
            throw new LocalStackException("The vector store could not write everything to disk: " + e.getMessage(), e);
        }
    }
}
