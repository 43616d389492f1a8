package io.kalmstream.sinks.embedded;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;

/** Says who is there. Clients compare the version with their own, so it is that of the API served. */
final class RootService extends QdrantGrpc.QdrantImplBase {
    private static final String API_VERSION = "1.18.3";

    @Override
    public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckReply> answer) {
        Call.answer(
                request,
                answer,
                _ -> HealthCheckReply.newBuilder()
                        .setTitle("qdrant - embedded in KalmStream, for development")
                        .setVersion(API_VERSION)
                        .build());
    }
}
