package io.kalmstream.sinks.embedded;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.StatusRuntimeException;
import io.kalmstream.sinks.embedded.collection.Tuning;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An embedded Qdrant on a free port with a stock client connected to it, which can be restarted on its data. */
final class TestingQdrant implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 60;

    private final Path data;
    private final Tuning tuning;
    private EmbeddedQdrant server;
    private QdrantClient client;

    private TestingQdrant(Path data, Tuning tuning) throws IOException {
        this.data = data;
        this.tuning = tuning;
        server = EmbeddedQdrant.start(new EmbeddedQdrantSettings(data, "127.0.0.1", 0), tuning);
        client = connect(server.port());
    }

    static TestingQdrant start(Path data) throws IOException {
        return start(data, Tuning.DEFAULT);
    }

    static TestingQdrant start(Path data, Tuning tuning) throws IOException {
        return new TestingQdrant(data, tuning);
    }

    static QdrantClient connect(int port) {
        return new QdrantClient(
                QdrantGrpcClient.newBuilder("127.0.0.1", port, false, false).build());
    }

    QdrantClient client() {
        return client;
    }

    int port() {
        return server.port();
    }

    void restart() throws IOException {
        close();
        server = EmbeddedQdrant.start(new EmbeddedQdrantSettings(data, "127.0.0.1", 0), tuning);
        client = connect(server.port());
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }

    /** The answer, or the status the server refused with. */
    static <T> T get(ListenableFuture<T> answer) {
        try {
            return answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StatusRuntimeException refused) {
                throw refused;
            }
            throw new AssertionError("the call failed", e);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + DEADLINE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
