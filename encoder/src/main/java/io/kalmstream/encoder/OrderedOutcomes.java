package io.kalmstream.encoder;

import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.encoder.batch.EncodeOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Outcomes in the order of their texts, some windows ahead of whoever takes them, so that the device does not wait for him.
 *
 * <p>Threads: one.
 */
final class OrderedOutcomes implements Iterator<EncodeOutcome> {
    static final int WINDOW = 256;
    static final int WINDOWS_AHEAD = 4;
    /** A window of long texts closes earlier. */
    private static final int WINDOW_CHARS = 1 << 20;

    private final DeviceBatcher batcher;
    private final Iterator<String> texts;
    private final Side side;
    private final Queue<CompletableFuture<List<EncodeOutcome>>> ahead = new ArrayDeque<>();
    private Iterator<EncodeOutcome> current = Collections.emptyIterator();

    OrderedOutcomes(DeviceBatcher batcher, Iterator<String> texts, Side side) {
        this.batcher = batcher;
        this.texts = texts;
        this.side = side;
    }

    @Override
    public boolean hasNext() {
        return current.hasNext() || !ahead.isEmpty() || texts.hasNext();
    }

    @Override
    public EncodeOutcome next() {
        if (!current.hasNext()) {
            while (ahead.size() < WINDOWS_AHEAD && texts.hasNext()) {
                ahead.add(batcher.submit(this, side, window()));
            }
            current = await().iterator();
        }
        return current.next();
    }

    private List<String> window() {
        List<String> window = new ArrayList<>();
        long chars = 0;
        while (window.size() < WINDOW && chars < WINDOW_CHARS && texts.hasNext()) {
            String text = texts.next();
            chars += text.length();
            window.add(text);
        }
        return window;
    }

    private List<EncodeOutcome> await() {
        CompletableFuture<List<EncodeOutcome>> first = ahead.poll();
        if (first == null) {
            throw new NoSuchElementException("all texts have been answered");
        }
        try {
            return first.get();
        } catch (InterruptedException e) {
            first.cancel(true);
            cancel();
            Thread.currentThread().interrupt();
            throw new EncoderException(EncoderException.Fault.STOPPED, "Interrupted while waiting for vectors", e);
        } catch (ExecutionException e) {
            cancel();
            if (e.getCause() instanceof EncoderException failure) {
                throw failure;
            }
            throw new EncoderException("The vectors could not be computed", e.getCause());
        }
    }

    /** Withdraws what the device has not begun. */
    void cancel() {
        ahead.forEach(future -> future.cancel(true));
        ahead.clear();
    }
}
