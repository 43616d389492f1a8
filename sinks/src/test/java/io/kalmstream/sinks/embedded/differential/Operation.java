package io.kalmstream.sinks.embedded.differential;

import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.TextFormat;
import io.qdrant.client.grpc.PointsGrpc.PointsBlockingStub;

/** A request, and how to send it. */
record Operation(String name, Message request, Call call) {
    @FunctionalInterface
    interface Call {
        Answer by(PointsBlockingStub server);
    }

    @Override
    public String toString() {
        return name + " " + line(request);
    }

    static String line(MessageOrBuilder message) {
        return TextFormat.printer().printToString(message).replaceAll("\\s*\n\\s*", " ");
    }
}
