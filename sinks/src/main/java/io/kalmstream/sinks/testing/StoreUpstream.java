package io.kalmstream.sinks.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The Qdrant behind a {@link TestingStore}. Threads: any. */
final class StoreUpstream implements AutoCloseable {
    static final int LARGEST_MESSAGE = 256 << 20;
    private static final long DEADLINE_SECONDS = 60;
    private static final String GET = "qdrant.Points/Get";

    private final ManagedChannel channel;

    StoreUpstream(String url) {
        URI address = URI.create(url);
        channel = NettyChannelBuilder.forAddress(address.getHost(), address.getPort())
                .usePlaintext()
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .build();
    }

    /** @throws io.grpc.StatusRuntimeException it failed there */
    byte[] call(String method, Metadata headers, byte[] request) {
        Metadata kept = new Metadata();
        Metadata.Key<String> key = Metadata.Key.of(StoreCall.API_KEY, Metadata.ASCII_STRING_MARSHALLER);
        String secret = headers.get(key);
        if (secret != null) {
            kept.put(key, secret);
        }
        Channel through = ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(kept));
        return ClientCalls.blockingUnaryCall(
                through,
                bytes(method),
                CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
                request);
    }

    /** Those of the points that are there. */
    Map<PointId, RetrievedPoint> read(String collection, Set<PointId> ids, Metadata headers)
            throws InvalidProtocolBufferException {
        GetPoints request = GetPoints.newBuilder()
                .setCollectionName(collection)
                .addAllIds(ids)
                .setWithPayload(WithPayloadSelectorFactory.enable(true))
                .setWithVectors(WithVectorsSelectorFactory.enable(true))
                .build();
        return GetResponse.parseFrom(call(GET, headers, request.toByteArray())).getResultList().stream()
                .collect(Collectors.toMap(RetrievedPoint::getId, Function.identity()));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** A method whose messages nobody looks into. */
    static MethodDescriptor<byte[], byte[]> bytes(String method) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
