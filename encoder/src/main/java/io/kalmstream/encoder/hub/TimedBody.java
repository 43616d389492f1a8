package io.kalmstream.encoder.hub;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read piece by piece, each within a time: a server that stops sending without closing would otherwise hold a
 * download for ever. One piece is asked for at a time, so memory is bounded.
 *
 * <p>Threads: one reads and closes; the HTTP client's deliver.
 */
final class TimedBody implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    private sealed interface Signal {
        record Piece(List<ByteBuffer> buffers) implements Signal {}

        record End(@Nullable Throwable failure) implements Signal {}
    }

    private final Duration patience;
    /** A subscription, a piece on demand, an end: never more than two wait. */
    private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(2);

    private volatile Flow.@Nullable Subscription subscription;

    private TimedBody(Duration patience) {
        this.patience = patience;
    }

    static TimedBody of(Flow.Publisher<List<ByteBuffer>> publisher, Duration patience) {
        TimedBody body = new TimedBody(patience);
        publisher.subscribe(body);
        return body;
    }

    /** The next piece; null at the end. */
    @Nullable
    List<ByteBuffer> next() throws IOException, InterruptedException {
        Signal signal = signals.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        return switch (signal) {
            case null -> throw new HttpTimeoutException("nothing came for " + patience.toSeconds() + " s");
            case Signal.Piece piece -> {
                request();
                yield piece.buffers();
            }
            case Signal.End end -> {
                if (end.failure() != null) {
                    throw new IOException(
                            "the connection broke: " + end.failure().getMessage(), end.failure());
                }
                yield null;
            }
        };
    }

    private void request() {
        Flow.Subscription current = subscription;
        if (current != null) {
            current.request(1);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Signal.Piece(buffers));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Signal.End(failure));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal.End(null));
    }

    /** Gives up what has not been read. */
    @Override
    public void close() {
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }
}
