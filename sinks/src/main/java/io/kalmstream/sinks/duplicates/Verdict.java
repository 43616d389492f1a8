package io.kalmstream.sinks.duplicates;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the detector found about one document, of the batch or already stored.
 *
 * @param textHash of the text it was found about
 * @param duplicate null: it was marked and repeats nothing any more
 * @param occurredAt of the document itself
 */
public record Verdict(
        DocumentKey key, String textHash, @Nullable Duplicate duplicate, Instant occurredAt) {
    public Verdict {
        requireNonNull(key, "key is null");
        requireNonNull(textHash, "textHash is null");
        requireNonNull(occurredAt, "occurredAt is null");
    }

    /** What makes the store agree. */
    public Change.MarkDuplicate change() {
        return new Change.MarkDuplicate(key, textHash, duplicate);
    }
}
