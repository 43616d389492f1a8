package io.kalmstream.sinks.embedded;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.kalmstream.sinks.embedded.wire.UnknownFields;
import java.io.IOException;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one call, with its result or with the status of its failure. */
final class Call {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private Call() {}

    static <Q extends Message, A extends Message> void answer(
            Q request, StreamObserver<A> answer, Handler<Q, A> handler) {
        A result;
        try {
            UnknownFields.refuse(request);
            result = handler.handle(request);
        } catch (StatusRuntimeException e) {
            answer.onError(e);
            return;
        } catch (AlreadyClosedException _) {
            answer.onError(Status.UNAVAILABLE
                    .withDescription("the collection was deleted or the server is stopping")
                    .asRuntimeException());
            return;
        } catch (IOException | RuntimeException e) {
            LOG.error("{} failed", request.getDescriptorForType().getName(), e);
            answer.onError(Status.INTERNAL
                    .withDescription("Service internal error: " + e.getClass().getSimpleName() + ", see the log")
                    .asRuntimeException());
            return;
        }
        answer.onNext(result);
        answer.onCompleted();
    }

    @FunctionalInterface
    interface Handler<Q, A> {
        A handle(Q request) throws IOException;
    }
}
