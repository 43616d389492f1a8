package io.kalmstream.deploy.soak;

import io.kalmstream.deploy.local.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;

/**
 * The broker, in a process of its own, always on the same port and data.
 *
 * <p>Threads: one.
 */
final class BrokerProcess implements AutoCloseable {
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 30_000;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private final Path data;
    private final Path log;
    private final int port;
    private @Nullable Child child;

    BrokerProcess(Path data, Path logs) throws IOException {
        this.data = data;
        this.port = port();
        this.log = Child.log(logs, "broker");
    }

    /** Not one that the system gives to outgoing connections: while the broker is down, a client of ours could get it and meet itself. */
    private static int port() {
        return new Random()
                .ints(FIRST_PORT, LAST_PORT)
                .filter(FreePort::isFree)
                .findFirst()
                .orElseThrow();
    }

    void start() throws IOException {
        child = Child.start(SoakBroker.class, List.of(data.toString(), Integer.toString(port)), log);
    }

    /** Whether it serves by now. */
    boolean isUp() {
        if (!isAlive()) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    boolean isAlive() {
        return child != null && child.isAlive();
    }

    /** Waits until it serves. */
    void awaitUp() throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (Admin admin = admin()) {
            while (!answers(admin)) {
                if (!isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("The broker did not start; its log is " + log);
                }
            }
        }
    }

    private static boolean answers(Admin admin) throws InterruptedException {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(1_000))
                    .nodes()
                    .get();
            return true;
        } catch (ExecutionException _) {
            return false;
        }
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap()));
    }

    /** @return whether it was killed and not gone already */
    boolean kill() throws InterruptedException {
        Child last = child;
        if (last == null || !last.isAlive()) {
            return false;
        }
        last.kill();
        return last.awaitEnd(STOP_LIMIT);
    }

    /** @return whether it ended in order */
    boolean stop() throws InterruptedException {
        Child last = child;
        if (last == null || !last.isAlive()) {
            return false;
        }
        last.terminate();
        if (last.awaitEnd(STOP_LIMIT)) {
            return true;
        }
        last.kill();
        return false;
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        if (child != null) {
            child.kill();
        }
    }
}
