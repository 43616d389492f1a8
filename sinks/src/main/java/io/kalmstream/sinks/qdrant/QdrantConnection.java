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
import java.util.concurrent.TimeUnit;

/**
 * A channel to the server and the calls that can be made through it, each with a deadline of its own.
 *
 * <p>Threads: any number; gRPC runs their calls side by side over one connection.
 */
final class QdrantConnection implements AutoCloseable {
    /** Answers carry texts. The client's own default of 4 MiB is less than a window's neighbours may need. */
    private static final int MAX_ANSWER_BYTES = 256 << 20;

    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;
    private final Duration deadline;

    QdrantConnection(QdrantSettings settings) {
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
        this.channel = builder.build();
        this.deadline = settings.deadline();
    }

    PointsGrpc.PointsBlockingStub points() {
        return within(PointsGrpc.newBlockingStub(channel), deadline);
    }

    CollectionsGrpc.CollectionsBlockingStub collections() {
        return collections(deadline);
    }

    CollectionsGrpc.CollectionsBlockingStub collections(Duration limit) {
        return within(CollectionsGrpc.newBlockingStub(channel), limit);
    }

    /** For questions about now: connects at once, however long the channel would have waited before its next attempt. */
    QdrantGrpc.QdrantBlockingStub server(Duration limit) {
        // After an outage gRPC waits for up to two minutes, and until then fails every call without asking the server.
        channel.resetConnectBackoff();
        return within(QdrantGrpc.newBlockingStub(channel), limit).withWaitForReady();
    }

    /** Calls in flight are cancelled. */
    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static <S extends AbstractStub<S>> S within(S stub, Duration limit) {
        return stub.withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
