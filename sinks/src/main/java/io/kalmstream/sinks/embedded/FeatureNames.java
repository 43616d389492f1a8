package io.kalmstream.sinks.embedded;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Locale;

/** Names the feature when a client calls a method that is left out whole: "SearchGroups" is answered as "search groups". */
final class FeatureNames implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = String.valueOf(call.getMethodDescriptor().getBareMethodName());
        String service = String.valueOf(call.getMethodDescriptor().getServiceName());
        return next.startCall(
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void close(Status status, Metadata trailers) {
                        boolean unnamed = status.getCode() == Status.Code.UNIMPLEMENTED
                                && String.valueOf(status.getDescription()).startsWith("Method ");
                        super.close(
                                unnamed
                                        ? status.withDescription(
                                                "embedded Qdrant does not implement: " + feature(service, method))
                                        : status,
                                trailers);
                    }
                },
                headers);
    }

    private static String feature(String service, String method) {
        String words = method.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return service.endsWith("Snapshots") ? "snapshots (" + words + ")" : words;
    }
}
