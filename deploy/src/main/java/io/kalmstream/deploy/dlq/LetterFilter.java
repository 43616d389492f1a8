package io.kalmstream.deploy.dlq;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which letters. Everything that is set must hold.
 *
 * @param codes empty: all
 * @param stage null: all
 * @param topic the records'; null: all
 * @param partition the records'; null: all
 * @param offsets the records'
 * @param since when the letter was written; null: ever
 * @param until the same; null: now
 */
public record LetterFilter(
        Set<String> codes,
        @Nullable String stage,
        @Nullable String topic,
        @Nullable Integer partition,
        OffsetRange offsets,
        @Nullable Instant since,
        @Nullable Instant until)
        implements Predicate<DeadLetter> {
    public static final LetterFilter ALL = new LetterFilter(Set.of(), null, null, null, OffsetRange.ALL, null, null);

    public LetterFilter {
        codes = Set.copyOf(codes);
        requireNonNull(offsets, "offsets is null");
    }

    @Override
    public boolean test(DeadLetter letter) {
        DeadLetter.Place origin = letter.origin();
        return (codes.isEmpty() || codes.contains(letter.code()))
                && (stage == null || stage.equals(letter.stage()))
                && (topic == null || topic.equals(origin.topic()))
                && (partition == null || partition == origin.partition())
                && (offsets.equals(OffsetRange.ALL) || offsets.contains(origin.offset()))
                && (since == null || !letter.at().isBefore(since))
                && (until == null || !letter.at().isAfter(until));
    }
}
