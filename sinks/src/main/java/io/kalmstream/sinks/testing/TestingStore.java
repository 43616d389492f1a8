package io.kalmstream.sinks.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateBatchResponse;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A Qdrant that fails as told. It stands on loopback before a real or an embedded one, hands over every call as it is, and knows
 * every applied update. Without a script it is that Qdrant.
 *
 * <pre>
 *   client -- gRPC --> script: fail | delay | answer --> Qdrant --> history
 * </pre>
 *
 * <p>Threads: any. Updates are applied one at a time, which is what makes the history one of the store's states. The update lock is
 * held while Qdrant is asked, the script's only while it is asked; never both, and neither at a gate.
 */
public final class TestingStore implements AutoCloseable {
    private static final long STOP_SECONDS = 10;

    private final StoreUpstream upstream;
    private final @Nullable EmbeddedQdrant owned;
    private final StoreHistory history = new StoreHistory();
    private final StoreConnections connections = new StoreConnections();
    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock oneUpdateAtATime = new ReentrantLock();
    private final ScriptRun script = new ScriptRun();
    private final AtomicInteger largestAnswer = new AtomicInteger();
    private final int port;
    private Server server;

    private TestingStore(StoreUpstream upstream, @Nullable EmbeddedQdrant owned) throws IOException {
        this.upstream = upstream;
        this.owned = owned;
        server = listen(0);
        port = server.getPort();
    }

    /** Before the Qdrant at this URL, without TLS. */
    public static TestingStore before(String url) throws IOException {
        return new TestingStore(new StoreUpstream(url), null);
    }

    /** Before an embedded Qdrant of its own. */
    public static TestingStore overEmbedded(Path data) throws IOException {
        EmbeddedQdrant qdrant = EmbeddedQdrant.start(new EmbeddedQdrantSettings(data, "127.0.0.1", 0));
        return new TestingStore(new StoreUpstream("http://127.0.0.1:" + qdrant.port()), qdrant);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Replaces the script; calls are counted anew. */
    public void script(StoreScript next) {
        script.set(next);
    }

    /** Ends all faults but those that wait at a gate. */
    public void heal() {
        script(StoreScript.NO_FAULTS);
    }

    /** Calls of a method since the script was set. */
    public int calls(String method) {
        return script.calls(method);
    }

    /** How many calls met such a fault so far. */
    public int injected(Class<? extends StoreFault> fault) {
        return script.injected(fault);
    }

    /** Bytes of the largest answer so far. */
    public int largestAnswer() {
        return largestAnswer.get();
    }

    public StoreHistory history() {
        return history;
    }

    /** Nobody listens any more, and every connection is reset. Qdrant itself goes on. */
    public void down() {
        connections.resetAll();
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server stopped", e);
        }
    }

    /** Listens again, at the address it had. */
    public void up() throws IOException {
        server = listen(port);
    }

    @Override
    public void close() throws IOException {
        connections.resetAll();
        server.shutdownNow();
        if (!loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server's threads did not end within " + STOP_SECONDS + " s");
        }
        threads.shutdownNow();
        upstream.close();
        if (owned != null) {
            owned.close();
        }
    }

    private Server listen(int port) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .channelFactory(connections)
                // Closed with a reset, not with a goodbye.
                .withChildOption(ChannelOption.SO_LINGER, 0)
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .executor(threads)
                .maxInboundMessageSize(StoreUpstream.LARGEST_MESSAGE)
                .fallbackHandlerRegistry(new StoreRelay(this::answer))
                .build()
                .start();
    }

    private void answer(ServerCall<byte[], byte[]> call, Metadata headers, byte[] request) {
        String method = call.getMethodDescriptor().getFullMethodName();
        try {
            byte[] answer = answer(script.next(method, headers, request), call, headers, request);
            largestAnswer.accumulateAndGet(answer.length, Math::max);
            call.sendHeaders(new Metadata());
            call.sendMessage(answer);
            call.close(Status.OK, new Metadata());
        } catch (StatusRuntimeException e) {
            Metadata trailers = e.getTrailers() == null ? new Metadata() : e.getTrailers();
            trailers.discardAll(Metadata.Key.of("content-type", Metadata.ASCII_STRING_MARSHALLER));
            call.close(e.getStatus(), trailers);
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            call.close(Status.UNKNOWN.withDescription("the testing store failed: " + e), new Metadata());
        }
    }

    private byte[] answer(StoreFault fault, ServerCall<byte[], byte[]> call, Metadata headers, byte[] request)
            throws InvalidProtocolBufferException {
        String method = call.getMethodDescriptor().getFullMethodName();
        script.met(fault);
        return switch (fault) {
            case StoreFault.None() -> apply(method, headers, request);
            case StoreFault.Fail(Status status, Metadata trailers) -> throw status.asRuntimeException(trailers);
            case StoreFault.ApplyThenCut() -> {
                apply(method, headers, request);
                connections.reset(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
                throw Status.UNAVAILABLE.withDescription("never sent").asRuntimeException();
            }
            case StoreFault.ApplyThenSay(UpdateStatus status) -> {
                apply(method, headers, request);
                yield saying(status, request);
            }
            case StoreFault.SayNotApplied(UpdateStatus status) -> saying(status, request);
            case StoreFault.Delay(Gate gate, StoreFault then) -> {
                gate.pass();
                yield answer(then, call, headers, request);
            }
        };
    }

    private byte[] apply(String method, Metadata headers, byte[] request) throws InvalidProtocolBufferException {
        if (!method.equals(StoreCall.UPDATE)) {
            return upstream.call(method, headers, request);
        }
        UpdateBatchPoints update = UpdateBatchPoints.parseFrom(request);
        oneUpdateAtATime.lock();
        try {
            byte[] answer = upstream.call(method, headers, request);
            Set<PointId> named = NamedPoints.of(update);
            history.add(new StoreUpdate(update, named, upstream.read(update.getCollectionName(), named, headers)));
            return answer;
        } finally {
            oneUpdateAtATime.unlock();
        }
    }

    private static byte[] saying(UpdateStatus status, byte[] request) throws InvalidProtocolBufferException {
        UpdateBatchResponse.Builder response = UpdateBatchResponse.newBuilder();
        UpdateBatchPoints.parseFrom(request)
                .getOperationsList()
                .forEach(_ -> response.addResult(UpdateResult.newBuilder().setStatus(status)));
        return response.build().toByteArray();
    }
}
