package io.kalmstream.sinks.qdrant;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.QdrantGrpc;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Channels to the server and the calls that can be made through them, each with a deadline of its own. Calls take the channels in turn.
 * Each channel is a connection; whoever wants calls in order waits for the answer to one before the next, whichever it takes.
 *
 * <p>Threads: any number; gRPC runs their calls side by side over a connection.
 */
final class QdrantConnection implements AutoCloseable {
    /** Answers carry texts. The client's own default of 4 MiB is less than a window's neighbours may need. */
    private static final int MAX_ANSWER_BYTES = 256 << 20;

    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);

    private final List<ManagedChannel> channels;
    private final AtomicInteger calls = new AtomicInteger();
    private final Duration deadline;

    QdrantConnection(QdrantSettings settings) {
        this.channels = Stream.generate(() -> channel(settings))
                .limit(settings.connections())
                .toList();
        this.deadline = settings.deadline();
    }

    private static ManagedChannel channel(QdrantSettings settings) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(settings.host(), settings.port())
                .maxInboundMessageSize(MAX_ANSWER_BYTES);
        if (!settings.tls()) {
            builder.usePlaintext();
        }
        if (settings.apiKey() != null) {
            Metadata headers = new Metadata();
            headers.put(API_KEY, settings.apiKey().reveal());
            builder.intercept(MetadataUtils.newAttachHeadersInterceptor(headers));
        }
        return builder.build();
    }

    PointsGrpc.PointsBlockingStub points() {
        return within(PointsGrpc.newBlockingStub(next()), deadline);
    }

    CollectionsGrpc.CollectionsBlockingStub collections() {
        return collections(deadline);
    }

    CollectionsGrpc.CollectionsBlockingStub collections(Duration limit) {
        return within(CollectionsGrpc.newBlockingStub(next()), limit);
    }

    /** For questions about now: connects at once, however long the channel would have waited before its next attempt. */
    QdrantGrpc.QdrantBlockingStub server(Duration limit) {
        // After an outage gRPC waits for up to two minutes, and until then fails every call without asking the server.
        channels.forEach(ManagedChannel::resetConnectBackoff);
        return within(QdrantGrpc.newBlockingStub(next()), limit).withWaitForReady();
    }

    /** Calls in flight are cancelled. */
    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }

    private ManagedChannel next() {
        return channels.get(Math.floorMod(calls.getAndIncrement(), channels.size()));
    }

    private static <S extends AbstractStub<S>> S within(S stub, Duration limit) {
        return stub.withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
