package io.kalmstream.deploy.fault.network;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes its time for the first calls. Threads: as the port says. */
final class SlowEncoder implements TextEncoder {
    private final TestingEncoder encoder = new TestingEncoder(Scene.DIMENSIONS);
    private final AtomicInteger slowCalls;
    private final Duration takes;

    SlowEncoder(int slowCalls, Duration takes) {
        this.slowCalls = new AtomicInteger(slowCalls);
        this.takes = takes;
    }

    /** Texts it was given, so far. */
    int rows() {
        return encoder.rows();
    }

    int slowCallsLeft() {
        return Math.max(0, slowCalls.get());
    }

    @Override
    public ModelCard model() {
        return encoder.model();
    }

    @Override
    public TokenizedText tokenize(String text, Side side) {
        return encoder.tokenize(text, side);
    }

    @Override
    public List<float[]> encode(List<TokenizedText> batch) {
        if (slowCalls.getAndDecrement() > 0) {
            Await.pass(takes);
        }
        return encoder.encode(batch);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
