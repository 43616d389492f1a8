package io.kalmstream.deploy.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line to a server of this machine that fails as it is told: it listens on 127.0.0.1 and passes on what it gets. Faults add up until
 * {@link #heal}. The server need not run: clients that come while it does not are reset.
 *
 * <p>Threads: any.
 */
public final class TcpFault implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TcpFault.class);
    private static final int BACKLOG = 128;

    private final ServerSocket listening;
    private final int targetPort;
    private final Lane requests = new Lane();
    private final Lane replies = new Lane();
    private final Tally tally = new Tally();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Thread accepting;
    private volatile boolean refuses;
    private volatile int resetEvery;

    private TcpFault(ServerSocket listening, int targetPort) {
        this.listening = listening;
        this.targetPort = targetPort;
        this.accepting = Thread.ofVirtual().name("tcp-fault-" + targetPort).unstarted(this::accept);
    }

    /** On any free port. */
    public static TcpFault start(int targetPort) {
        return listen(0, targetPort);
    }

    public static TcpFault listen(int port, int targetPort) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            TcpFault line = new TcpFault(listening, targetPort);
            line.accepting.start();
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("no line can listen on 127.0.0.1:" + port, e);
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** What each way takes, an even share of the jitter included; the order of bytes is kept. */
    public void delay(Duration base, Duration jitter, long seed) {
        requests.latency.set(base, jitter, seed);
        replies.latency.set(base, jitter, ~seed);
    }

    /** Of each way, shared by all connections. */
    public void bandwidth(long bytesPerSecond) {
        requests.pace.set(bytesPerSecond);
        replies.pace.set(bytesPerSecond);
    }

    /** Bytes of a direction are held, also an end and a reset; connections stay open and can be made. Healed, what was held arrives. */
    public void blackhole(boolean ofRequests, boolean ofReplies) {
        requests.gate.set(ofRequests);
        replies.gate.set(ofReplies);
    }

    /** The server gets every request and does it, but its replies are lost, and the connection is reset this long after the first of them. */
    public void dropReplies(Duration cutAfter) {
        replies.lose(cutAfter);
    }

    /** Resets connections, those there are and those that come. */
    public void refuse() {
        refuses = true;
        cutConnections();
    }

    /** Resets every n-th connection as soon as it is made; 0 for none. */
    public void resetEveryConnection(int n) {
        resetEvery = n;
    }

    /** Resets the connections there are. Returns how many there were. */
    public int cutConnections() {
        return cut(_ -> true);
    }

    /** Ends all faults. Connections that lost something are reset. */
    public void heal() {
        refuses = false;
        resetEvery = 0;
        replies.heal();
        requests.heal();
        cut(Link::hasLost);
    }

    public FaultCounts counts() {
        return tally.counts();
    }

    private int cut(Predicate<Link> which) {
        int cut = 0;
        for (Link link : links) {
            if (which.test(link) && link.cut()) {
                cut++;
            }
        }
        return cut;
    }

    private void accept() {
        for (long number = 1; !listening.isClosed(); number++) {
            try {
                serve(listening.accept(), number);
            } catch (IOException e) {
                log.debug("no connection", e);
            }
        }
    }

    private void serve(Socket client, long number) {
        tally.connections.increment();
        if (refuses || (resetEvery > 0 && number % resetEvery == 0)) {
            refuse(client);
            return;
        }
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
        } catch (IOException e) {
            log.debug("127.0.0.1:{} cannot be reached", targetPort, e);
            Link.reset(server);
            refuse(client);
            return;
        }
        link(client, server);
    }

    private void refuse(Socket client) {
        // Counted first: who sees the reset sees the count.
        tally.refused.increment();
        Link.reset(client);
    }

    private void link(Socket client, Socket server) {
        Link link = new Link(client, server, tally, links::remove);
        links.add(link);
        link.start(requests, replies);
        // Who refuses or closes looks at the links after saying so, and we after adding one: one of us sees the other.
        if (refuses || listening.isClosed()) {
            link.cut();
        }
    }

    /** Connections are reset; bytes on their way are lost. The port is free when this returns. */
    @Override
    public void close() {
        try (listening) {
            log.debug("the line to 127.0.0.1:{} had {}", targetPort, counts());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            // The socket is closed by its last user.
            accepting.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        cutConnections();
    }
}
