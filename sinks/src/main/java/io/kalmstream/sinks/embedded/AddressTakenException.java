package io.kalmstream.sinks.embedded;

import java.io.IOException;

/** The server cannot listen where it was told to, most often because somebody else does. */
public final class AddressTakenException extends IOException {
    private static final long serialVersionUID = 1;

    private final String host;
    private final int port;

    AddressTakenException(String host, int port, IOException cause) {
        super("embedded Qdrant cannot listen on " + host + ":" + port + ": " + rootMessage(cause), cause);
        this.host = host;
        this.port = port;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    private static String rootMessage(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
