package io.kalmstream.deploy.dlq;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends the records of letters again, to the partition they came from, with their own key, value, headers and timestamp: a worker
 * keeps what it knows of a document by partition, so nothing else would be the same document again.
 *
 * <p>Promise: over any number of runs, also of runs that crash or overlap, a letter's record is sent again once, as long as the
 * topic still holds what was sent. A copy says which letter it is of ({@link #REPLAY_OF}), copies become visible in transactions, a
 * run looks for copies before it sends, and a run that begins fences off the one before it.
 *
 * <p>A record of the same key that came after the letter's would lose to the copy, which is older but comes later: such a letter
 * is passed over. Where ids are not keys, nobody can tell, and the copy wins.
 *
 * @param maxReplays a record that was sent again so often is left alone
 * @param evenIfSuperseded whether old records may win over later ones
 */
public record Replay(LetterBox box, LetterFilter filter, int maxReplays, boolean evenIfSuperseded) {
    /** On a copy: how often its record was sent again, this time included. */
    public static final String REPLAYS = "kalmstream.replays";
    /** On a copy: the letter it is of, as {@code topic-partition@offset}. */
    public static final String REPLAY_OF = "kalmstream.replay.of";

    public Replay {
        requireNonNull(box, "box is null");
        requireNonNull(filter, "filter is null");
        if (maxReplays < 1) {
            throw new IllegalArgumentException(
                    "a record is sent again at least once, not %d times".formatted(maxReplays));
        }
    }

    /** Hears what becomes of each letter. */
    @FunctionalInterface
    public interface Listener {
        void decided(DeadLetter letter, Fate fate);
    }

    /** What a run would do now, without doing it. */
    public Map<Fate, Long> dryRun(Listener listener) {
        try (TopicScan scan = TopicScan.open(box.clients())) {
            return run(scan, _ -> {}, listener);
        }
    }

    /**
     * @throws ReplayException another replay of this topic began, or a record could not be sent; what a run after this one finds
     *     sent stays sent
     */
    public Map<Fate, Long> run(Listener listener) {
        try (TopicScan scan = TopicScan.open(box.clients())) {
            // Before there is a sender: a broker that is away, or a topic that is not there, is then said as it is.
            box.ends(scan);
            try (CopySender sender = CopySender.open(box)) {
                Map<Fate, Long> fates = run(scan, sender::send, listener);
                sender.commit();
                return fates;
            }
        }
    }

    private Map<Fate, Long> run(TopicScan scan, Consumer<DeadLetter> sender, Listener listener) {
        Map<TopicPartition, Long> ends = box.ends(scan);
        Judge judge = new Judge(scan, maxReplays, evenIfSuperseded);
        LetterBox.read(scan, ends, filter, judge::consider);
        judge.look();
        Map<Fate, Long> fates = new EnumMap<>(Fate.class);
        LetterBox.read(scan, ends, filter, letter -> {
            Fate fate = judge.fate(letter);
            if (fate == Fate.REPLAYED) {
                sender.accept(letter);
            }
            fates.merge(fate, 1L, Long::sum);
            listener.decided(letter, fate);
        });
        return fates;
    }
}
