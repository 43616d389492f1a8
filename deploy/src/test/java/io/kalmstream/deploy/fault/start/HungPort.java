package io.kalmstream.deploy.fault.start;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port of this machine where connections are neither made nor refused: nobody accepts, and the queue of those that wait is full. */
final class HungPort implements AutoCloseable {
    private static final int MOST_WAITING = 100;
    private static final int MILLIS = 200;

    private final ServerSocket listening;
    private final List<Socket> waiting = new ArrayList<>();

    private HungPort(ServerSocket listening) {
        this.listening = listening;
    }

    static HungPort open() throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        HungPort port = new HungPort(listening);
        port.fill();
        return port;
    }

    private void fill() throws IOException {
        while (waiting.size() < MOST_WAITING) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(listening.getLocalSocketAddress(), MILLIS);
            } catch (SocketTimeoutException _) {
                return;
            }
        }
        throw new AssertionError("%d connections, and all are made".formatted(MOST_WAITING));
    }

    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : waiting) {
            socket.close();
        }
        listening.close();
    }
}
