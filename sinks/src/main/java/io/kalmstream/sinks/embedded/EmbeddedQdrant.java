package io.kalmstream.sinks.embedded;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.kalmstream.sinks.embedded.catalog.Catalog;
import io.kalmstream.sinks.embedded.collection.Tuning;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running embedded Qdrant.
 *
 * <p>Threads: calls are served by a fixed number of threads; {@link #close} may be called by any.
 */
public final class EmbeddedQdrant implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedQdrant.class);
    private static final int LARGEST_REQUEST = 256 << 20;
    private static final int FEWEST_THREADS = 4;
    private static final long DRAIN_SECONDS = 10;

    private final FolderLock lock;
    private final Catalog catalog;
    private final ExecutorService threads;
    private final Server server;

    private EmbeddedQdrant(FolderLock lock, Catalog catalog, ExecutorService threads, Server server) {
        this.lock = lock;
        this.catalog = catalog;
        this.threads = threads;
        this.server = server;
    }

    /**
     * Opens the data folder and serves it.
     *
     * @throws AddressTakenException it cannot listen there
     * @throws DataFolderTakenException another one uses the folder
     * @throws IOException the folder cannot be read or written, or is damaged
     */
    public static EmbeddedQdrant start(EmbeddedQdrantSettings settings) throws IOException {
        return start(settings, Tuning.DEFAULT);
    }

    static EmbeddedQdrant start(EmbeddedQdrantSettings settings, Tuning tuning) throws IOException {
        FolderLock lock = FolderLock.take(settings.data());
        try {
            Catalog catalog = Catalog.open(settings.data(), tuning);
            try {
                return serve(settings, lock, catalog);
            } catch (IOException | RuntimeException e) {
                catalog.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedQdrant serve(EmbeddedQdrantSettings settings, FolderLock lock, Catalog catalog)
            throws IOException {
        int count = Math.max(FEWEST_THREADS, Runtime.getRuntime().availableProcessors());
        ExecutorService threads = Executors.newFixedThreadPool(
                count,
                Thread.ofPlatform().name("embedded-qdrant-", 0).daemon(true).factory());
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(settings.host(), settings.port()))
                .maxInboundMessageSize(LARGEST_REQUEST)
                .executor(threads);
        List.of(new CollectionsService(catalog), new PointsService(catalog), new SnapshotsService(), new RootService())
                .forEach(service -> builder.addService(ServerInterceptors.intercept(service, new FeatureNames())));
        builder.addService(new HealthService());
        Server server = builder.build();
        try {
            server.start();
        } catch (IOException e) {
            threads.shutdown();
            throw new AddressTakenException(settings.host(), settings.port(), e);
        }
        LOG.info(
                "Embedded Qdrant (for development) serves {} on {}:{}",
                settings.data(),
                settings.host(),
                server.getPort());
        return new EmbeddedQdrant(lock, catalog, threads, server);
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Lets running calls finish, then writes everything to disk. */
    @Override
    public void close() throws IOException {
        server.shutdown();
        try {
            if (!server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException _) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
        IOUtils.close(catalog, lock);
    }
}
