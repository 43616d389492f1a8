package io.kalmstream.sinks.embedded.differential;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** One of the two servers. Deadlines are there only so that a hanging server fails the test. */
final class Peer implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 60;

    private final ManagedChannel channel;

    Peer(URI url) {
        channel = ManagedChannelBuilder.forAddress(url.getHost(), url.getPort())
                .usePlaintext()
                .build();
    }

    String version() {
        HealthCheckReply reply = QdrantGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .healthCheck(HealthCheckRequest.getDefaultInstance());
        return reply.getTitle() + " " + reply.getVersion() + " " + reply.getCommit();
    }

    void create(CreateCollection collection) {
        requireDone(CollectionsGrpc.newBlockingStub(channel).create(collection));
    }

    void drop(String collection) {
        requireDone(CollectionsGrpc.newBlockingStub(channel)
                .delete(DeleteCollection.newBuilder()
                        .setCollectionName(collection)
                        .build()));
    }

    Answer answer(Operation operation) {
        try {
            return operation
                    .call()
                    .by(PointsGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
        } catch (StatusRuntimeException e) {
            return new Answer.Refused(
                    e.getStatus().getCode(), String.valueOf(e.getStatus().getDescription()));
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static void requireDone(CollectionOperationResponse response) {
        if (!response.getResult()) {
            throw new AssertionError("the server did not do it: " + response);
        }
    }
}
