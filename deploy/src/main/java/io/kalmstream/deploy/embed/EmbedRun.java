package io.kalmstream.deploy.embed;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.encoder.batch.EncodeOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Embeds every line of an input. A thread reads and submits, the caller's waits for the outcomes in order and writes them; a window closes
 * when it is full or when there is nothing more to read at the moment, so a slow writer on the other end of a pipe sees his vectors.
 *
 * <p>Threads: one.
 */
public final class EmbedRun {
    private static final int WINDOW_LINES = 256;
    private static final long WINDOW_CHARS = 1 << 20;
    private static final int WINDOWS_AHEAD = 4;
    private static final Duration READER_ENDS_WITHIN = Duration.ofSeconds(2);

    private final DeviceBatcher batcher;
    private final Side side;
    private final VectorOutput output;
    private final EmbedListener listener;
    private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(WINDOWS_AHEAD);
    private long lines;
    private long rejected;
    private long truncated;
    private long tokens;

    public EmbedRun(DeviceBatcher batcher, Side side, VectorOutput output, EmbedListener listener) {
        this.batcher = requireNonNull(batcher, "batcher is null");
        this.side = requireNonNull(side, "side is null");
        this.output = requireNonNull(output, "output is null");
        this.listener = requireNonNull(listener, "listener is null");
    }

    private sealed interface Step {
        record Window(List<TextLine> lines, CompletableFuture<List<EncodeOutcome>> outcomes) implements Step {}

        record End() implements Step {}

        record Failed(Exception cause) implements Step {}
    }

    /**
     * @param in read to its end, not closed
     * @throws io.kalmstream.encoder.EncoderException the device failed
     */
    public EmbedSummary run(InputStream in) throws IOException, InterruptedException {
        Thread reader = Thread.ofPlatform().name("embed-reader").daemon().start(() -> read(new TextLines(in)));
        try {
            while (true) {
                switch (steps.take()) {
                    case Step.Window window -> write(window);
                    case Step.Failed failed -> throw thrown(failed.cause());
                    case Step.End _ -> {
                        output.finish();
                        return new EmbedSummary(lines, rejected, truncated, tokens);
                    }
                }
            }
        } finally {
            reader.interrupt();
            reader.join(READER_ENDS_WITHIN);
        }
    }

    private void read(TextLines input) {
        try {
            try {
                for (List<TextLine> window = window(input); !window.isEmpty(); window = window(input)) {
                    steps.put(new Step.Window(window, batcher.submit(this, side, texts(window))));
                }
                steps.put(new Step.End());
            } catch (IOException | RuntimeException e) {
                steps.put(new Step.Failed(e));
            }
        } catch (InterruptedException _) {
            // Nobody takes any more.
            Thread.currentThread().interrupt();
        }
    }

    private static List<TextLine> window(TextLines input) throws IOException {
        List<TextLine> window = new ArrayList<>();
        long chars = 0;
        do {
            TextLine line = input.next();
            if (line == null) {
                break;
            }
            window.add(line);
            chars += line instanceof TextLine.Text readable ? readable.text().length() : 0;
        } while (window.size() < WINDOW_LINES && chars < WINDOW_CHARS && input.ready());
        return window;
    }

    private static List<String> texts(List<TextLine> window) {
        List<String> texts = new ArrayList<>();
        for (TextLine line : window) {
            if (line instanceof TextLine.Text readable) {
                texts.add(readable.text());
            }
        }
        return texts;
    }

    private void write(Step.Window window) throws IOException, InterruptedException {
        Iterator<EncodeOutcome> outcomes = await(window.outcomes()).iterator();
        for (TextLine line : window.lines()) {
            switch (line) {
                case TextLine.Text readable -> write(readable.number(), outcomes.next());
                case TextLine.Unreadable unreadable -> reject(unreadable.number(), unreadable.reason());
            }
            lines++;
        }
        output.flush();
        listener.at(lines);
    }

    private void write(long line, EncodeOutcome outcome) throws IOException {
        switch (outcome) {
            case EncodeOutcome.Encoded encoded -> {
                output.encoded(line, encoded);
                truncated += encoded.truncated() ? 1 : 0;
                tokens += encoded.tokens();
            }
            case EncodeOutcome.Rejected refused -> reject(line, refused.reason());
        }
    }

    private void reject(long line, String reason) throws IOException {
        rejected++;
        output.rejected(line, reason);
        listener.rejected(line, reason);
    }

    private static List<EncodeOutcome> await(CompletableFuture<List<EncodeOutcome>> outcomes)
            throws IOException, InterruptedException {
        try {
            return outcomes.get();
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        }
    }

    /** To be thrown as it is, and not as another thread's. */
    private static RuntimeException thrown(@Nullable Throwable cause) throws IOException {
        return switch (cause) {
            case IOException e -> throw e;
            case RuntimeException e -> e;
            case null, default -> new IllegalStateException("The vectors could not be computed", cause);
        };
    }
}
