package io.kalmstream.deploy.quickstart;

import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.window.PipelineListener;
import io.kalmstream.topology.window.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the pipeline says became of each record, and a place to wait for it. A record that is settled twice (its task failed before
 * the commit) has its last outcome.
 *
 * <p>Threads: any.
 */
final class Outcomes implements PipelineListener {
    private final Map<Place, Settlement> outcomes = new HashMap<>();
    private final Map<Place, Long> searchableMillis = new HashMap<>();
    private long changes;

    @Override
    public synchronized void settled(Origin origin, Settlement outcome, Duration sinceEvent) {
        Place place = new Place(origin.topic(), origin.partition(), origin.offset());
        outcomes.put(place, outcome);
        if (outcome == Settlement.UPSERTED) {
            searchableMillis.put(place, sinceEvent.toMillis());
        }
        changes++;
        notifyAll();
    }

    /** How often something was settled. */
    synchronized long changes() {
        return changes;
    }

    /** How many records have an outcome. */
    synchronized int size() {
        return outcomes.size();
    }

    /** Waits until one of the records is still missing after {@code patience}, or none is. @return whether none is */
    synchronized boolean await(Collection<Place> places, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Place place : places) {
            while (!outcomes.containsKey(place)) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
        }
        return true;
    }

    /** Those of these records that are known. */
    synchronized Map<Place, Settlement> of(Collection<Place> places) {
        Map<Place, Settlement> known = new HashMap<>();
        for (Place place : places) {
            Settlement outcome = outcomes.get(place);
            if (outcome != null) {
                known.put(place, outcome);
            }
        }
        return known;
    }

    /** From timestamp to searchable, of every upsert among these records. */
    synchronized List<Long> searchableMillis(Collection<Place> places) {
        List<Long> known = new ArrayList<>();
        for (Place place : places) {
            Long millis = searchableMillis.get(place);
            if (millis != null) {
                known.add(millis);
            }
        }
        return known;
    }

    /** Knows nothing again, but for how often something was settled. */
    synchronized void forget() {
        outcomes.clear();
        searchableMillis.clear();
    }
}
