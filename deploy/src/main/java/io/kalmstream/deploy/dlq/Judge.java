package io.kalmstream.deploy.dlq;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides about letters: first considers them all, then looks at what came after their records, then says.
 *
 * <p>Threads: one.
 */
final class Judge {
    private final TopicScan scan;
    private final int maxReplays;
    private final boolean evenIfSuperseded;
    private final Later later = new Later();
    private final Map<String, Set<TopicPartition>> topics = new HashMap<>();

    Judge(TopicScan scan, int maxReplays, boolean evenIfSuperseded) {
        this.scan = scan;
        this.maxReplays = maxReplays;
        this.evenIfSuperseded = evenIfSuperseded;
    }

    void consider(DeadLetter letter) {
        if (byItself(letter) == Fate.REPLAYED) {
            later.watch(letter);
        }
    }

    void look() {
        later.look(scan);
    }

    Fate fate(DeadLetter letter) {
        Fate fate = byItself(letter);
        if (fate != Fate.REPLAYED) {
            return fate;
        }
        if (later.hasCopyOf(letter)) {
            return Fate.ALREADY_REPLAYED;
        }
        return later.supersedes(letter) && !evenIfSuperseded ? Fate.SUPERSEDED : Fate.REPLAYED;
    }

    private Fate byItself(DeadLetter letter) {
        if (!letter.hasOrigin() || !partitions(letter.origin().topic()).contains(Later.partition(letter))) {
            return Fate.NO_ORIGIN;
        }
        if (!letter.cut().isEmpty()) {
            return Fate.CUT;
        }
        return letter.replays() >= maxReplays ? Fate.TOO_OFTEN : Fate.REPLAYED;
    }

    private Set<TopicPartition> partitions(String topic) {
        return topics.computeIfAbsent(topic, scan::partitions);
    }
}
