package io.kalmstream.encoder.testing;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderException.Fault;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A deterministic encoder without a model. Tokens are the words between white space, between a start and an end token; a vector
 * depends on the tokens alone: equal texts have equal vectors, and different texts are nearly orthogonal.
 *
 * <p>Faults are scripted. Those of a text by marker words: a text has a fault if the marker is one of its words. How often a
 * scripted fault took place is counted, so that a test can tell that it did.
 *
 * <p>Threads: as the port says; the script may be changed by any thread at any time. Calls that the port forbids (two threads
 * in {@link #encode}, a call after {@link #close}) throw {@link IllegalStateException}.
 */
public final class TestingEncoder implements TextEncoder {
    private static final int MAX_TOKENS = 256;

    private final ModelCard model;
    private final Gate gate = new Gate();
    private final Set<Integer> failing = ConcurrentHashMap.newKeySet();
    private final Map<Integer, VectorFault> spoilt = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Fault> broken = new AtomicReference<>();
    private final AtomicReference<@Nullable RowFault> rowFault = new AtomicReference<>();
    private final AtomicInteger memory = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger faults = new AtomicInteger();
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
        return spoilOn(marker, VectorFault.NOT_A_NUMBER);
    }

    /** From now on the vector of a text with this word has this fault. */
    public TestingEncoder spoilOn(String marker, VectorFault fault) {
        spoilt.put(Words.id(marker), fault);
        return this;
    }

    /** From now on what {@link #encode} answers has this fault. */
    public TestingEncoder answer(RowFault fault) {
        rowFault.set(fault);
        return this;
    }

    /** From now on {@link #encode} runs out of memory on batches of more tokens than this, padding included. */
    public TestingEncoder outOfMemoryAbove(int paddedTokens) {
        memory.set(paddedTokens);
        return this;
    }

    /** From now on every {@link #encode} fails and does not say why, until {@link #repair}. */
    public TestingEncoder breakDown() {
        broken.set(Fault.BATCH);
        return this;
    }

    /** From now on every {@link #encode} says that the device is lost, until {@link #repair}. */
    public TestingEncoder loseDevice() {
        broken.set(Fault.LOST);
        return this;
    }

    /** Ends {@link #breakDown}, {@link #loseDevice}, {@link #answer} and {@link #outOfMemoryAbove}. */
    public TestingEncoder repair() {
        broken.set(null);
        rowFault.set(null);
        memory.set(Integer.MAX_VALUE);
        return this;
    }

    /** From now on {@link #encode} waits, until {@link #release} or the thread's interruption. */
    public TestingEncoder hold() {
        gate.hold(false);
        return this;
    }

    /** From now on {@link #encode} waits, until {@link #release}, and ignores interruptions. */
    public TestingEncoder hang() {
        gate.hold(true);
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

    /** How often a scripted fault took place: calls that failed, and answers and vectors that were wrong. */
    public int faults() {
        return faults.get();
    }

    public boolean closed() {
        return closed.get();
    }

    /** Whether its native memory would be released: closed, and no call is under way. */
    public boolean released() {
        return closed.get() && !encoding.get();
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
        Fault fault = broken.get();
        if (fault != null) {
            throw scripted(fault, "the device is broken");
        }
        int longest = batch.stream().mapToInt(TokenizedText::length).max().orElseThrow();
        if (longest * batch.size() > memory.get()) {
            throw scripted(Fault.OUT_OF_MEMORY, "too little memory for " + batch.size() + " x " + longest + " tokens");
        }
        List<float[]> vectors = new ArrayList<>();
        for (TokenizedText text : batch) {
            if (Arrays.stream(text.ids()).anyMatch(failing::contains)) {
                throw scripted(Fault.BATCH, "a text of this batch fails");
            }
            vectors.add(vector(text));
        }
        RowFault rows = rowFault.get();
        if (rows == null) {
            return vectors;
        }
        faults.incrementAndGet();
        return rows.in(vectors);
    }

    private float[] vector(TokenizedText text) {
        float[] vector = HashedVector.of(text.ids(), model.dimensions());
        for (int id : text.ids()) {
            VectorFault fault = spoilt.get(id);
            if (fault != null) {
                faults.incrementAndGet();
                return fault.in(vector);
            }
        }
        return vector;
    }

    private EncoderException scripted(Fault fault, String what) {
        faults.incrementAndGet();
        return new EncoderException(fault, "scripted: " + what);
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
