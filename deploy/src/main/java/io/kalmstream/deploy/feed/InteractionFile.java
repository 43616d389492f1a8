package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.Interaction;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines that say what users did, all of which can be read.
 *
 * <p>Threads: one.
 */
public final class InteractionFile {
    private final LineReader reader;

    /** @param clock when something was done that does not say so */
    public InteractionFile(InstantSource clock) {
        this.reader = new LineReader(new InteractionLines(requireNonNull(clock, "clock is null")));
    }

    /** @throws IOException a line is no interaction; the message has its number */
    public List<Interaction> read(LineSource source) throws IOException {
        List<Interaction> interactions = new ArrayList<>();
        try (InputStream in = source.open()) {
            BoundedLines lines = new BoundedLines(in, EventFeed.MAX_LINE_BYTES);
            for (@Nullable RawLine line = lines.next(); line != null; line = lines.next()) {
                switch (reader.read(line)) {
                    case FeedRecord.Interacted interacted -> interactions.add(interacted.interaction());
                    case FeedRecord.Broken broken ->
                        throw new IOException("%s, line %d: %s".formatted(source, broken.line(), broken.reason()));
                    case FeedRecord.Event _, FeedRecord.Tombstone _ ->
                        throw new IllegalStateException("a line of interactions became an event. This is a bug.");
                }
            }
        }
        return interactions;
    }
}
