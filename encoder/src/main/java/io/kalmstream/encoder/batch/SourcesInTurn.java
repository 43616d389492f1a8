package io.kalmstream.encoder.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts nobody has tokenized yet: each source has its own queue, and the sources are served one text each in turn, those with urgent
 * texts before the others.
 *
 * <p>Threads: guarded by the lock of {@link Pipeline}.
 */
final class SourcesInTurn {
    private final Map<Object, Source> sources = new HashMap<>();
    private final Deque<Source> turns = new ArrayDeque<>();
    private final Deque<Source> urgentTurns = new ArrayDeque<>();
    private long turn;

    void add(Submission submission) {
        // A source's urgent texts do not wait behind its others: they are a source of their own.
        Object name = submission.urgent ? new Urgent(submission.source) : submission.source;
        Source source = sources.get(name);
        if (source == null) {
            source = new Source(name, submission.urgent);
            sources.put(name, source);
            turns(source).addLast(source);
        }
        source.submissions.addLast(submission);
        source.waiting += submission.rows();
    }

    int waiting(Object source) {
        Source found = sources.get(source);
        return found == null ? 0 : found.waiting;
    }

    /** Of all sources. */
    int waiting() {
        return sources.values().stream().mapToInt(source -> source.waiting).sum();
    }

    boolean isEmpty() {
        return turns.isEmpty() && urgentTurns.isEmpty();
    }

    boolean hasUrgent() {
        return !urgentTurns.isEmpty();
    }

    private Deque<Source> turns(Source source) {
        return source.urgent ? urgentTurns : turns;
    }

    /** The next text somebody still waits for, or null if there is none. */
    @Nullable
    WaitingText poll() {
        while (true) {
            Source source = urgentTurns.isEmpty() ? turns.pollFirst() : urgentTurns.pollFirst();
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
                turns(source).addLast(source);
            }
            return text;
        }
    }

    private record Urgent(Object source) {}

    private static final class Source {
        final Object name;
        final boolean urgent;
        final Deque<Submission> submissions = new ArrayDeque<>();
        int waiting;
        /** The next row of the first submission. */
        int next;

        Source(Object name, boolean urgent) {
            this.name = name;
            this.urgent = urgent;
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
            // As if it had come before everything that is not urgent, so that the next batch is chosen around it.
            WaitingText text = new WaitingText(first, next, urgent ? turn + Long.MIN_VALUE : turn);
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
