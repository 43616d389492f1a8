package io.kalmstream.encoder.testing;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A deterministic encoder without a model. Tokens are the words between white space, between a start and an end token; a vector
 * depends on the tokens alone: equal texts have equal vectors, and different texts are nearly orthogonal.
 *
 * <p>Faults are scripted by marker words: a text has a fault if the marker is one of its words.
 *
 * <p>Threads: as the port says; the script may be changed by any thread at any time. Calls that the port forbids (two threads
 * in {@link #encode}, a call after {@link #close}) throw {@link IllegalStateException}.
 */
public final class TestingEncoder implements TextEncoder {
    private static final int MAX_TOKENS = 256;

    private final ModelCard model;
    private final Gate gate = new Gate();
    private final Set<Integer> failing = ConcurrentHashMap.newKeySet();
    private final Set<Integer> notANumber = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicBoolean encoding = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger rows = new AtomicInteger();

    public TestingEncoder(int dimensions) {
        this(new ModelCard("testing", "1", dimensions, MAX_TOKENS));
    }

    public TestingEncoder(ModelCard model) {
        this.model = model;
    }

    /** From now on {@link #encode} fails as a whole when one of its texts has this word. */
    public TestingEncoder failOn(String marker) {
        failing.add(Words.id(marker));
        return this;
    }

    /** From now on the vector of a text with this word has a NaN in it. */
    public TestingEncoder notANumberOn(String marker) {
        notANumber.add(Words.id(marker));
        return this;
    }

    /** From now on every {@link #encode} fails, until {@link #repair}. */
    public TestingEncoder breakDown() {
        broken.set(true);
        return this;
    }

    public TestingEncoder repair() {
        broken.set(false);
        return this;
    }

    /** From now on {@link #encode} waits, until {@link #release}. */
    public TestingEncoder hold() {
        gate.hold();
        return this;
    }

    public TestingEncoder release() {
        gate.release();
        return this;
    }

    /** Waits until a call of {@link #encode} is held. */
    public void awaitHeld() {
        gate.awaitHeld();
    }

    /** How often {@link #encode} was called, failed calls included. */
    public int calls() {
        return calls.get();
    }

    /** How many texts were given to {@link #encode}, failed calls included. */
    public int rows() {
        return rows.get();
    }

    public boolean closed() {
        return closed.get();
    }

    @Override
    public ModelCard model() {
        return model;
    }

    @Override
    public TokenizedText tokenize(String text, Side side) {
        requireOpen();
        return Words.tokenize(text, model.maxTokens());
    }

    @Override
    public List<float[]> encode(List<TokenizedText> batch) {
        requireOpen();
        if (!encoding.compareAndSet(false, true)) {
            throw new IllegalStateException("encode was called by two threads at once");
        }
        try {
            calls.incrementAndGet();
            rows.addAndGet(batch.size());
            gate.pass();
            return encodeAll(batch);
        } finally {
            encoding.set(false);
        }
    }

    private List<float[]> encodeAll(List<TokenizedText> batch) {
        if (broken.get()) {
            throw new EncoderException("scripted: the device is broken");
        }
        List<float[]> vectors = new ArrayList<>();
        for (TokenizedText text : batch) {
            if (has(text, failing)) {
                throw new EncoderException("scripted: a text of this batch fails");
            }
            float[] vector = HashedVector.of(text.ids(), model.dimensions());
            if (has(text, notANumber)) {
                vector[vector.length / 2] = Float.NaN;
            }
            vectors.add(vector);
        }
        return vectors;
    }

    private static boolean has(TokenizedText text, Set<Integer> markers) {
        for (int id : text.ids()) {
            if (markers.contains(id)) {
                return true;
            }
        }
        return false;
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the encoder is closed");
        }
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
