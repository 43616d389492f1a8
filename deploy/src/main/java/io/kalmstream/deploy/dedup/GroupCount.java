package io.kalmstream.deploy.dedup;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group of duplicates.
 *
 * @param leader the document they repeat
 * @param text of the leader; null where it has none, or was not asked for
 * @param leads whether the leader is there, and no duplicate itself
 * @param lowest of the scores
 * @param latest when the text of its latest member was said
 */
public record GroupCount(
        DocumentKey leader,
        @Nullable String text,
        boolean leads,
        long exact,
        long near,
        double lowest,
        Instant latest) {
    static GroupCount of(DocumentKey leader) {
        return new GroupCount(leader, null, false, 0, 0, 1, Instant.MIN);
    }

    /** Without the leader. */
    public long duplicates() {
        return exact + near;
    }

    GroupCount with(Duplicate duplicate, Instant textAt) {
        boolean same = duplicate.kind() == Duplicate.Kind.EXACT;
        return new GroupCount(
                leader,
                text,
                leads,
                exact + (same ? 1 : 0),
                near + (same ? 0 : 1),
                Math.min(lowest, duplicate.score()),
                textAt.isAfter(latest) ? textAt : latest);
    }

    GroupCount led() {
        return new GroupCount(leader, text, true, exact, near, lowest, latest);
    }

    GroupCount withText(@Nullable String leaderText) {
        return new GroupCount(leader, leaderText, leads, exact, near, lowest, latest);
    }
}
