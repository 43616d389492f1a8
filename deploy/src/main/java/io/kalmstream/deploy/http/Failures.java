package io.kalmstream.deploy.http;

import io.kalmstream.deploy.http.Refusal.Reason;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.sinks.StoreException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are told of failures that are not theirs: whose turn it is, and nothing of what is inside. The log has the rest. */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static Refusal refusal(Exception failure) {
        Refusal refusal = switch (failure) {
            case StoreException e ->
                switch (e.fault()) {
                    case WORLD -> new Refusal(Reason.UNAVAILABLE, "The vector store does not answer now");
                    case CONFIGURATION, BUG ->
                        new Refusal(Reason.INTERNAL, "The vector store refuses the query; the worker's log says why");
                };
            case EncoderException _ -> new Refusal(Reason.UNAVAILABLE, "The device does not encode now");
            case InterruptedException _ -> new Refusal(Reason.UNAVAILABLE, "The worker is stopping");
            case UncheckedIOException _ -> new Refusal(Reason.INVALID, "The body ended early");
            default -> new Refusal(Reason.INTERNAL, "This is a bug; the worker's log says more");
        };
        if (refusal.reason() == Reason.INTERNAL) {
            log.error("A call over HTTP failed", failure);
        } else {
            log.debug("A call over HTTP failed", failure);
        }
        return refusal;
    }
}
