package io.kalmstream.sinks.qdrant;

import static java.util.Objects.requireNonNull;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateBatchResponse;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.PointsGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A server that answers writes as told, and remembers them. What it does not know answers UNIMPLEMENTED. */
final class ScriptedQdrant implements AutoCloseable {
    private final Queue<Status> failures = new ConcurrentLinkedQueue<>();
    private final Queue<UpdateStatus> statuses = new ConcurrentLinkedQueue<>();
    private final List<UpdateBatchPoints> updates = new CopyOnWriteArrayList<>();
    private final List<UpdateBatchPoints> accepted = new CopyOnWriteArrayList<>();
    private final List<QueryBatchPoints> searches = new CopyOnWriteArrayList<>();
    private final List<ScrollPoints> scrolls = new CopyOnWriteArrayList<>();
    private final List<Metadata> headers = new CopyOnWriteArrayList<>();
    private final Map<String, CollectionInfo> collections = new ConcurrentHashMap<>();
    private final Set<String> indexes = ConcurrentHashMap.newKeySet();
    private final Server server;
    private final String url;
    private volatile Predicate<UpdateBatchPoints> refuses = _ -> false;
    private volatile String refusal = "bad point";
    private volatile @Nullable String indexRefusal;
    private volatile boolean updatesForbidden;
    private volatile @Nullable Metadata trailers;
    private volatile @Nullable CollectionInfo fasterOther;

    ScriptedQdrant() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new ScriptedPoints())
                .addService(new ScriptedCollections())
                .intercept(new HeaderRecorder())
                .directExecutor()
                .build()
                .start();
        url = "http://localhost:" + server.getPort();
    }

    String url() {
        return url;
    }

    /** The next calls, of any kind, fail like this, one each. */
    void fail(Status... next) {
        failures.addAll(List.of(next));
    }

    /** Goes with every failure from now on. */
    void failWith(Metadata metadata) {
        trailers = metadata;
    }

    /** The next updates report this for their operations. */
    void answer(UpdateStatus... next) {
        statuses.addAll(List.of(next));
    }

    void refuse(Predicate<UpdateBatchPoints> bad) {
        refuses = bad;
    }

    /** The words of refusals from now on. */
    void refuseWith(String words) {
        refusal = words;
    }

    /** No collection can be updated from now on. */
    void forbidCollectionUpdates() {
        updatesForbidden = true;
    }

    /** No index is made from now on. */
    void refuseIndexesWith(String words) {
        indexRefusal = words;
    }

    void collection(String name, CollectionInfo info) {
        collections.put(name, info);
    }

    CollectionInfo collection(String name) {
        return requireNonNull(collections.get(name), "no such collection");
    }

    /** The next creation finds that somebody else has just made this one. */
    void othersAreFaster(CollectionInfo theirs) {
        fasterOther = theirs;
    }

    List<UpdateBatchPoints> updates() {
        return updates;
    }

    List<UpdateBatchPoints> accepted() {
        return accepted;
    }

    List<QueryBatchPoints> searches() {
        return searches;
    }

    List<ScrollPoints> scrolls() {
        return scrolls;
    }

    List<Metadata> headers() {
        return headers;
    }

    Set<String> indexes() {
        return indexes;
    }

    /** How many points an update upserts. */
    static int size(UpdateBatchPoints update) {
        return update.getOperationsList().stream()
                .map(PointsUpdateOperation::getUpsert)
                .mapToInt(PointsUpdateOperation.PointStructList::getPointsCount)
                .sum();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static CollectionInfo asCreated(CreateCollection request) {
        return CollectionInfo.newBuilder()
                .setConfig(CollectionConfig.newBuilder()
                        .putAllMetadata(request.getMetadataMap())
                        .setParams(CollectionParams.newBuilder().setVectorsConfig(request.getVectorsConfig())))
                .build();
    }

    private boolean failed(StreamObserver<?> observer) {
        Status next = failures.poll();
        if (next != null) {
            observer.onError(next.asRuntimeException(trailers));
        }
        return next != null;
    }

    private static <T> void reply(StreamObserver<T> observer, T message) {
        observer.onNext(message);
        observer.onCompleted();
    }

    private final class ScriptedPoints extends PointsGrpc.PointsImplBase {
        @Override
        public void updateBatch(UpdateBatchPoints request, StreamObserver<UpdateBatchResponse> observer) {
            updates.add(request);
            if (failed(observer)) {
                return;
            }
            if (refuses.test(request)) {
                observer.onError(
                        Status.INVALID_ARGUMENT.withDescription(refusal).asRuntimeException());
                return;
            }
            accepted.add(request);
            UpdateStatus scripted = statuses.poll();
            UpdateBatchResponse.Builder response = UpdateBatchResponse.newBuilder();
            request.getOperationsList()
                    .forEach(_ -> response.addResult(
                            UpdateResult.newBuilder().setStatus(scripted == null ? UpdateStatus.Completed : scripted)));
            reply(observer, response.build());
        }

        /** Nothing is there: what it accepts it only remembers. */
        @Override
        public void get(GetPoints request, StreamObserver<GetResponse> observer) {
            if (!failed(observer)) {
                reply(observer, GetResponse.getDefaultInstance());
            }
        }

        @Override
        public void count(CountPoints request, StreamObserver<CountResponse> observer) {
            if (!failed(observer)) {
                reply(observer, CountResponse.getDefaultInstance());
            }
        }

        @Override
        public void queryBatch(QueryBatchPoints request, StreamObserver<QueryBatchResponse> observer) {
            searches.add(request);
            QueryBatchResponse.Builder response = QueryBatchResponse.newBuilder();
            request.getQueryPointsList().forEach(_ -> response.addResult(BatchResult.getDefaultInstance()));
            reply(observer, response.build());
        }

        @Override
        public void scroll(ScrollPoints request, StreamObserver<ScrollResponse> observer) {
            scrolls.add(request);
            reply(observer, ScrollResponse.getDefaultInstance());
        }

        @Override
        public void createFieldIndex(
                CreateFieldIndexCollection request, StreamObserver<PointsOperationResponse> observer) {
            String words = indexRefusal;
            if (words != null) {
                observer.onError(Status.INVALID_ARGUMENT.withDescription(words).asRuntimeException());
                return;
            }
            indexes.add(request.getFieldName());
            reply(observer, PointsOperationResponse.getDefaultInstance());
        }
    }

    private final class ScriptedCollections extends CollectionsGrpc.CollectionsImplBase {
        @Override
        public void get(GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> observer) {
            CollectionInfo info = collections.get(request.getCollectionName());
            if (failed(observer)) {
                return;
            }
            if (info == null) {
                observer.onError(Status.NOT_FOUND
                        .withDescription("no collection " + request.getCollectionName())
                        .asRuntimeException());
                return;
            }
            reply(
                    observer,
                    GetCollectionInfoResponse.newBuilder().setResult(info).build());
        }

        @Override
        public void update(UpdateCollection request, StreamObserver<CollectionOperationResponse> observer) {
            if (updatesForbidden) {
                observer.onError(Status.PERMISSION_DENIED.asRuntimeException());
                return;
            }
            collections.computeIfPresent(
                    request.getCollectionName(),
                    (_, info) -> info.toBuilder()
                            .setConfig(info.getConfig().toBuilder().putAllMetadata(request.getMetadataMap()))
                            .build());
            reply(
                    observer,
                    CollectionOperationResponse.newBuilder().setResult(true).build());
        }

        @Override
        public void create(CreateCollection request, StreamObserver<CollectionOperationResponse> observer) {
            CollectionInfo theirs = fasterOther;
            if (theirs != null) {
                collections.put(request.getCollectionName(), theirs);
                observer.onError(Status.ALREADY_EXISTS.asRuntimeException());
                return;
            }
            collections.put(request.getCollectionName(), asCreated(request));
            reply(
                    observer,
                    CollectionOperationResponse.newBuilder().setResult(true).build());
        }
    }

    private final class HeaderRecorder implements ServerInterceptor {
        @Override
        public <A, B> ServerCall.Listener<A> interceptCall(
                ServerCall<A, B> call, Metadata sent, ServerCallHandler<A, B> next) {
            headers.add(sent);
            return next.startCall(call, sent);
        }
    }
}
