package io.kalmstream.topology.window;

import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.duplicates.Verdict;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ends events. Everything an end means to Kafka (dead letter, duplicate, documents store, pending store) happens here, in one go on
 * the stream thread, and so in one transaction.
 *
 * <p>Threads: the stream thread only.
 */
final class Settler {
    private final PendingRows pending;
    private final Documents documents;
    private final Tombstones tombstones;
    private final Outbox outbox;
    private final TokenEstimate tokens;
    private final PipelineListener listener;
    private final InstantSource clock;

    Settler(
            PendingRows pending,
            Documents documents,
            Tombstones tombstones,
            Outbox outbox,
            TokenEstimate tokens,
            PipelineListener listener,
            InstantSource clock) {
        this.pending = pending;
        this.documents = documents;
        this.tombstones = tombstones;
        this.outbox = outbox;
        this.tokens = tokens;
        this.listener = listener;
        this.clock = clock;
    }

    /** Ends a row without work; a failed one see {@link #fail}. */
    void settle(Row row, Settlement outcome) {
        pending.remove(row.event().origin());
        tell(row.event().origin(), outcome, clock.instant());
    }

    /** Ends an event as a dead letter, pending or not. */
    void fail(RawEvent event, Failure failure) {
        outbox.deadLetter(event, failure);
        pending.remove(event.origin());
        listener.deadLettered(event.origin(), failure.code());
        tell(event.origin(), Settlement.DEAD_LETTERED, clock.instant());
    }

    /**
     * Ends the rows of a window that is done.
     *
     * @return those whose turn it is again, in order and still pending: what replaced them has failed, or they took for granted what
     *     the store has lost
     */
    List<Row> settle(InFlightWindow window) {
        StoredWindow stored = window.stored().resultNow();
        WindowPlan plan = window.plan();
        tombstones.deletedAgain(plan.deletedAgain(), stored.at());
        if (plan.works().isEmpty()) {
            return List.of();
        }
        Set<Row> executed = new HashSet<>();
        List<Row> again = new ArrayList<>();
        for (int i = 0; i < plan.works().size(); i++) {
            DocumentKey key = plan.works().get(i).key();
            Replaced before = window.before(key);
            if (stored.missing().contains(i)) {
                documents.remove(key);
                before.rows().forEach(row -> again.add(row.again()));
                again.add(plan.works().get(i).row().again());
                continue;
            }
            if (!stored.failures().containsKey(i)) {
                before.rows().forEach(row -> settle(row, Settlement.SUPERSEDED));
                continue;
            }
            before.rows().forEach(row -> again.add(row.again()));
            Row deletion = before.deletion();
            if (deletion != null) {
                executed.add(deletion);
                documents.remove(key);
                tombstones.bury(key, stored.at());
                outbox.removed(key, deletion);
            }
        }
        window.overtaken()
                .forEach(row -> settle(row, executed.contains(row) ? Settlement.DELETED : Settlement.SUPERSEDED));
        settle(plan.works(), stored, window.vectors().resultNow());
        return again;
    }

    private void settle(List<Work> works, StoredWindow stored, List<EncodeOutcome> vectors) {
        Map<Row, Settlement> outcomes = new LinkedHashMap<>();
        Map<Row, Failure> failures = new HashMap<>();
        for (int i = 0; i < works.size(); i++) {
            Work work = works.get(i);
            if (stored.missing().contains(i)) {
                continue;
            }
            boolean skipped = stored.skipped().contains(i);
            outcomes.put(work.row(), skipped ? Settlement.SKIPPED : outcome(work));
            Optional<Failure> failure = Optional.ofNullable(stored.failures().get(i));
            failure.ifPresentOrElse(found -> failures.putIfAbsent(work.row(), found), () -> {
                remember(work, vectors, stored.at());
                if (skipped) {
                    forget(work.key(), stored.at());
                }
            });
        }
        outcomes.forEach((row, outcome) -> {
            Failure failure = failures.get(row);
            if (failure == null) {
                pending.remove(row.event().origin());
                tell(row.event().origin(), outcome, stored.at());
            } else {
                fail(row.event(), failure);
            }
        });
        announce(works, stored.verdicts());
    }

    private static Settlement outcome(Work work) {
        return switch (work) {
            case Work.Encode _ -> Settlement.UPSERTED;
            case Work.Describe _ -> Settlement.ATTRIBUTES_UPDATED;
            case Work.Remove _ -> Settlement.DELETED;
        };
    }

    private void remember(Work work, List<EncodeOutcome> vectors, Instant at) {
        switch (work) {
            case Work.Encode encode -> {
                documents.put(encode.key(), encode.fingerprint());
                tombstones.exhume(encode.key());
                EncodeOutcome outcome = vectors.get(encode.text());
                learn(encode.document().text(), outcome);
                outbox.embedded(encode, outcome);
            }
            case Work.Describe describe -> {
                documents.put(describe.key(), describe.fingerprint());
                tombstones.exhume(describe.key());
            }
            case Work.Remove remove -> {
                documents.remove(remove.key());
                tombstones.bury(remove.key(), at);
                outbox.removed(remove.key(), remove.row());
            }
        }
    }

    /** Sent again, it is looked at again: what it repeated may be gone by then. */
    private void forget(DocumentKey key, Instant at) {
        documents.remove(key);
        tombstones.bury(key, at);
    }

    private void learn(String text, EncodeOutcome outcome) {
        if (outcome instanceof EncodeOutcome.Encoded encoded && !encoded.truncated()) {
            tokens.learn(text, encoded.tokens());
        }
    }

    private void announce(List<Work> works, List<Verdict> verdicts) {
        Map<DocumentKey, Long> timestamps = new HashMap<>();
        works.forEach(
                work -> timestamps.put(work.key(), work.row().event().origin().timestamp()));
        for (Verdict verdict : verdicts) {
            Duplicate duplicate = verdict.duplicate();
            if (duplicate != null) {
                // An older document that turns out to repeat one of this window has no record here: the window's last
                // stands in.
                long timestamp = timestamps.getOrDefault(
                        verdict.key(), works.getLast().row().event().origin().timestamp());
                outbox.duplicate(verdict, duplicate, timestamp);
                listener.duplicateFound(verdict.key(), duplicate);
            }
        }
    }

    private void tell(Origin origin, Settlement outcome, Instant at) {
        Duration since = Duration.between(Instant.ofEpochMilli(origin.timestamp()), at);
        listener.settled(origin, outcome, since.isNegative() ? Duration.ZERO : since);
    }
}
