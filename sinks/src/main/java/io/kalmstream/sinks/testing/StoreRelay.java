package io.kalmstream.sinks.testing;

import io.grpc.Context;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import org.jspecify.annotations.Nullable;

/** Takes every method there is, whatever its messages are. Threads: any. */
final class StoreRelay extends HandlerRegistry {
    private final Answering answering;

    StoreRelay(Answering answering) {
        this.answering = answering;
    }

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String method, @Nullable String authority) {
        return ServerMethodDefinition.create(StoreUpstream.bytes(method), (call, headers) -> {
            call.request(2);
            return new Listener(call, headers);
        });
    }

    /** Answers a call and closes it. */
    @FunctionalInterface
    interface Answering {
        void answer(ServerCall<byte[], byte[]> call, Metadata headers, byte[] request);
    }

    private final class Listener extends ServerCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> call;
        private final Metadata headers;
        private byte[] request = {};

        Listener(ServerCall<byte[], byte[]> call, Metadata headers) {
            this.call = call;
            this.headers = headers;
        }

        @Override
        public void onMessage(byte[] message) {
            request = message;
        }

        @Override
        public void onHalfClose() {
            // Outside of the call's context: that its client gives up must not take back what is under way.
            Context.ROOT.run(() -> answering.answer(call, headers, request));
        }
    }
}
