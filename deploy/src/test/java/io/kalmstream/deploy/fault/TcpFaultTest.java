package io.kalmstream.deploy.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TcpFaultTest {
    private static final long SEED = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** What a client waits for a reply that must not come. */
    private static final int SILENCE_MILLIS = 200;

    private EchoServer server;
    private TcpFault line;

    @BeforeEach
    void start() throws IOException {
        server = EchoServer.start();
        line = TcpFault.start(server.port());
    }

    @AfterEach
    void stop() {
        line.close();
        server.close();
    }

    @Test
    void healthy_passesBytesAndTheEnd() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client, "hello")).isEqualTo("hello");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(line.counts()).isEqualTo(new FaultCounts(1, 0, 0, 5, 5, 0, 0, 0, 0));
    }

    @Test
    void delay_takesItsTimeBothWays() throws IOException {
        line.delay(Duration.ofMillis(100), Duration.ofMillis(50), SEED);
        try (Socket client = connect()) {
            long from = System.nanoTime();
            assertThat(ask(client, "hello")).isEqualTo("hello");
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
        assertThat(line.counts().delayedBytes()).isEqualTo(10);
    }

    @Test
    void bandwidth_isSharedByConnections() throws IOException {
        line.bandwidth(100);
        try (Socket one = connect();
                Socket other = connect()) {
            long from = System.nanoTime();
            one.getOutputStream().write(new byte[10]);
            assertThat(ask(other, "0123456789")).isEqualTo("0123456789");
            assertThat(one.getInputStream().readNBytes(10)).hasSize(10);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
        assertThat(line.counts().pacedBytes()).isEqualTo(40);
    }

    @Test
    void blackhole_holdsRequests_untilHealed() throws IOException {
        line.blackhole(true, false);
        try (Socket client = connect()) {
            client.getOutputStream().write("hello".getBytes(UTF_8));
            await(() -> line.counts().heldBytes() == 5);
            isSilent(client);
            assertThat(server.heard()).isZero();
            line.heal();
            assertThat(new String(client.getInputStream().readNBytes(5), UTF_8)).isEqualTo("hello");
        }
    }

    @Test
    void blackhole_holdsReplies_untilHealed() throws IOException {
        line.blackhole(false, true);
        try (Socket client = connect()) {
            client.getOutputStream().write("hello".getBytes(UTF_8));
            await(() -> line.counts().heldBytes() == 5);
            isSilent(client);
            assertThat(server.heard()).isEqualTo(5);
            line.heal();
            assertThat(new String(client.getInputStream().readNBytes(5), UTF_8)).isEqualTo("hello");
        }
    }

    @Test
    void lostReplies_leaveTheRequestDone_andTheConnectionReset() throws IOException {
        line.dropReplies(Duration.ZERO);
        try (Socket client = connect()) {
            client.getOutputStream().write("hello".getBytes(UTF_8));
            isReset(client);
        }
        assertThat(server.heard()).isEqualTo(5);
        assertThat(line.counts().lostBytes()).isEqualTo(5);
        assertThat(line.counts().cut()).isOne();
        line.heal();
        isHealthy();
    }

    @Test
    void healing_cutsWhatHasLostAReply() throws IOException {
        line.dropReplies(PATIENCE);
        try (Socket client = connect()) {
            client.getOutputStream().write("hello".getBytes(UTF_8));
            await(() -> line.counts().lostBytes() == 5);
            line.heal();
            isReset(client);
        }
        isHealthy();
    }

    @Test
    void refusal_resetsWhatIsAndWhatComes() throws IOException {
        try (Socket old = connect()) {
            assertThat(ask(old, "hello")).isEqualTo("hello");
            line.refuse();
            isReset(old);
        }
        try (Socket fresh = connect()) {
            isReset(fresh);
        }
        assertThat(line.counts().cut()).isOne();
        assertThat(line.counts().refused()).isOne();
        line.heal();
        isHealthy();
    }

    @Test
    void everySecondConnection_isReset() throws IOException {
        line.resetEveryConnection(2);
        isHealthy();
        try (Socket second = connect()) {
            isReset(second);
        }
        isHealthy();
        assertThat(line.counts().connections()).isEqualTo(3);
        assertThat(line.counts().refused()).isOne();
    }

    @Test
    void aServerThatIsAway_resetsItsClients() throws IOException {
        server.close();
        try (Socket client = connect()) {
            isReset(client);
        }
        assertThat(line.counts().refused()).isOne();
    }

    @Test
    void portOfChoice_isListenedOn_afterAnotherLine() {
        int port = line.port();
        line.close();
        try (TcpFault again = TcpFault.listen(port, server.port())) {
            assertThat(again.port()).isEqualTo(port);
        }
    }

    private void isHealthy() throws IOException {
        try (Socket client = connect()) {
            assertThat(ask(client, "well?")).isEqualTo("well?");
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), line.port());
        client.setSoTimeout((int) PATIENCE.toMillis());
        return client;
    }

    private static String ask(Socket client, String words) throws IOException {
        client.getOutputStream().write(words.getBytes(UTF_8));
        return new String(client.getInputStream().readNBytes(words.length()), UTF_8);
    }

    private static void isReset(Socket client) {
        assertThatExceptionOfType(SocketException.class)
                .isThrownBy(() -> client.getInputStream().read())
                .withMessageContaining("reset");
    }

    private static void isSilent(Socket client) throws IOException {
        client.setSoTimeout(SILENCE_MILLIS);
        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> client.getInputStream().read());
        client.setSoTimeout((int) PATIENCE.toMillis());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
