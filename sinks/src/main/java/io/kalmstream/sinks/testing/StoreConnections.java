package io.kalmstream.sinks.testing;

import io.grpc.netty.shaded.io.netty.channel.ChannelFactory;
import io.grpc.netty.shaded.io.netty.channel.socket.SocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The sockets of a server, so that they can be broken: gRPC itself lets a server only say goodbye. Threads: any. */
final class StoreConnections implements ChannelFactory<NioServerSocketChannel> {
    private static final long CLOSE_SECONDS = 10;

    private final Map<SocketAddress, SocketChannel> accepted = new ConcurrentHashMap<>();

    @Override
    public NioServerSocketChannel newChannel() {
        return new Listening();
    }

    /** What is written and not read is lost with it. */
    void reset(@Nullable SocketAddress client) {
        SocketChannel connection = client == null ? null : accepted.get(client);
        if (connection != null) {
            if (!connection.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a connection was not closed within " + CLOSE_SECONDS + " s");
            }
        }
    }

    void resetAll() {
        List.copyOf(accepted.keySet()).forEach(this::reset);
    }

    private final class Listening extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> messages) throws Exception {
            int before = messages.size();
            int read = super.doReadMessages(messages);
            messages.subList(before, messages.size()).forEach(this::remember);
            return read;
        }

        private void remember(Object message) {
            if (message instanceof SocketChannel connection) {
                accepted.values().removeIf(earlier -> !earlier.isOpen());
                accepted.put(connection.remoteAddress(), connection);
            }
        }
    }
}
