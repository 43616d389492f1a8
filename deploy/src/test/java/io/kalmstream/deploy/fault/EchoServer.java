package io.kalmstream.deploy.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Says what it is told, and counts it. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket listening;
    private final AtomicLong heard = new AtomicLong();
    private final Thread accepting = Thread.ofVirtual().unstarted(this::accept);

    private EchoServer(ServerSocket listening) {
        this.listening = listening;
    }

    static EchoServer start() throws IOException {
        EchoServer server = new EchoServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        server.accepting.start();
        return server;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Bytes. */
    long heard() {
        return heard.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> echo(client));
            } catch (IOException _) {
                // Closed.
            }
        }
    }

    private void echo(Socket client) {
        byte[] buffer = new byte[1024];
        try (client) {
            for (int read = client.getInputStream().read(buffer);
                    read >= 0;
                    read = client.getInputStream().read(buffer)) {
                heard.addAndGet(read);
                client.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException _) {
            // Reset, as some tests want it.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            // The socket is closed by its last user.
            accepting.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
