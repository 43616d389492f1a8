package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.fence;
import static io.kalmstream.sinks.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.StoreException.Fault;
import io.kalmstream.sinks.StoreReply;
import io.kalmstream.sinks.testing.TestingStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nobody listens, or nobody answers. */
@Timeout(60)
final class ServerAwayIT {
    private static final int MOST_WAITING = 64;

    private final CollectionSpec spec = new CollectionSpec("away-" + UUID.randomUUID(), 2, Samples.MODEL);

    /** The worker's probe is what ends an outage: it must not take an answer from before for one about now. */
    @Test
    void health_afterAnOutage_seesTheServerAtOnce(@TempDir Path data) throws IOException {
        try (TestingStore server = FaultyQdrant.start(data);
                QdrantStore store = new QdrantStore(spec, QdrantSettings.of(server.url(), null))) {
            store.ensureCollection();
            server.down();
            assertThat(store.health().up()).as("the fault").isFalse();
            server.up();

            assertThat(store.health().reason()).contains(" at " + server.url());
            assertThat(store.health().up()).isTrue();
            assertThat(store.apply(fence(), List.of(upsert("a", 1, 0)))).isEqualTo(new StoreReply.Applied());
            FaultyQdrant.drop(server, spec.name());
        }
    }

    /** FAULTS 51: the connection stands, and nobody ever says a word. */
    @Test
    void ensureCollection_serverNeverSpeaks_isGivenUpWithinTheBudget() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, MOST_WAITING, InetAddress.getLoopbackAddress())) {
            assertGivenUp(silent.getLocalPort());
        }
    }

    /** FAULTS 51: not even the connection is answered. */
    @Test
    void ensureCollection_serverNeverAcceptsAConnection_isGivenUpWithinTheBudget() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(fill(full.getLocalSocketAddress(), waiting))
                    .as("the fault")
                    .isTrue();
            assertGivenUp(full.getLocalPort());
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** Whether connections are no longer answered, because so many wait to be accepted. */
    private static boolean fill(SocketAddress address, List<Socket> waiting) throws IOException {
        for (int i = 0; i < MOST_WAITING; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(address, 500);
            } catch (SocketTimeoutException _) {
                return true;
            }
        }
        return false;
    }

    private void assertGivenUp(int port) {
        Duration total = Duration.ofSeconds(2);
        QdrantSettings settings = new QdrantSettings(
                "127.0.0.1",
                port,
                false,
                null,
                Duration.ofSeconds(1),
                256,
                4_000_000,
                new RetryBudget(total, Duration.ofMillis(100), Duration.ofMillis(500), 3));
        try (QdrantStore store = new QdrantStore(spec, settings)) {
            assertThatThrownBy(store::ensureCollection)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.fault()).isEqualTo(Fault.WORLD))
                    .hasMessageContainingAll("127.0.0.1:" + port, "DEADLINE_EXCEEDED");
            assertThat(store.health().up()).isFalse();
        }
    }
}
