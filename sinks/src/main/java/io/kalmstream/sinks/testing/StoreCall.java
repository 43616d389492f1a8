package io.kalmstream.sinks.testing;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;

/**
 * A call that has arrived at a {@link TestingStore}.
 *
 * @param number from 1, among the calls of the same method since the script was set
 * @param method full gRPC name
 */
public record StoreCall(int number, String method, Metadata headers, byte[] request) {
    public static final String UPDATE = "qdrant.Points/UpdateBatch";
    static final String API_KEY = "api-key";

    public StoreCall {
        requireNonNull(method, "method is null");
        requireNonNull(headers, "headers is null");
        requireNonNull(request, "request is null");
    }

    public boolean isUpdate() {
        return method.equals(UPDATE);
    }

    /** @throws IllegalStateException it is another call */
    public UpdateBatchPoints update() {
        if (!isUpdate()) {
            throw new IllegalStateException(method + " is no update");
        }
        try {
            return UpdateBatchPoints.parseFrom(request);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("not an update", e);
        }
    }
}
