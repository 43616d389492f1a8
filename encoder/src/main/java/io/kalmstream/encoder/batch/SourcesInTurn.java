package io.kalmstream.encoder.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts nobody has tokenized yet: each source has its own queue, and the sources are served one text each in turn.
 *
 * <p>Threads: guarded by the lock of {@link Pipeline}.
 */
final class SourcesInTurn {
    private final Map<Object, Source> sources = new HashMap<>();
    private final Deque<Source> turns = new ArrayDeque<>();
    private long turn;

    void add(Submission submission) {
        Source source = sources.get(submission.source);
        if (source == null) {
            source = new Source(submission.source);
            sources.put(submission.source, source);
            turns.addLast(source);
        }
        source.submissions.addLast(submission);
        source.waiting += submission.rows();
    }

    int waiting(Object source) {
        Source found = sources.get(source);
        return found == null ? 0 : found.waiting;
    }

    boolean isEmpty() {
        return turns.isEmpty();
    }

    /** The next text somebody still waits for, or null if there is none. */
    @Nullable
    WaitingText poll() {
        while (true) {
            Source source = turns.pollFirst();
            if (source == null) {
                return null;
            }
            WaitingText text = source.poll(turn);
            if (text == null) {
                sources.remove(source.name);
                continue;
            }
            turn++;
            if (source.submissions.isEmpty()) {
                sources.remove(source.name);
            } else {
                turns.addLast(source);
            }
            return text;
        }
    }

    private static final class Source {
        final Object name;
        final Deque<Submission> submissions = new ArrayDeque<>();
        int waiting;
        /** The next row of the first submission. */
        int next;

        Source(Object name) {
            this.name = name;
        }

        @Nullable
        WaitingText poll(long turn) {
            Submission first = submissions.peekFirst();
            while (first != null && first.over()) {
                waiting -= first.rows() - next;
                dropFirst();
                first = submissions.peekFirst();
            }
            if (first == null) {
                return null;
            }
            WaitingText text = new WaitingText(first, next, turn);
            next++;
            waiting--;
            if (next == first.rows()) {
                dropFirst();
            }
            return text;
        }

        private void dropFirst() {
            submissions.removeFirst();
            next = 0;
        }
    }
}
