package io.kalmstream.deploy.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.topology.window.Settlement;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * What a run came to. The outcomes add up to the events.
 *
 * @param upserted events whose document was written, with or without a new vector
 * @param unchanged events that said what the store had already
 * @param superseded events that a later one of the same id overtook
 * @param duplicates points marked as repeating another one at the end
 * @param duration from the first record sent until the last one was settled
 * @param searchableP50 milliseconds from a record's timestamp until its document was searchable
 */
public record QuickstartReport(
        long events,
        long upserted,
        long unchanged,
        long superseded,
        long deleted,
        long duplicates,
        long deadLettered,
        Duration duration,
        long searchableP50,
        long searchableP99) {

    static QuickstartReport of(
            Map<Place, Settlement> outcomes, Collection<Long> searchableMillis, long duplicates, Duration duration) {
        Percentiles percentiles = new Percentiles(searchableMillis);
        return new QuickstartReport(
                outcomes.size(),
                count(outcomes, Settlement.UPSERTED) + count(outcomes, Settlement.ATTRIBUTES_UPDATED),
                count(outcomes, Settlement.UNCHANGED),
                count(outcomes, Settlement.SUPERSEDED),
                count(outcomes, Settlement.DELETED),
                duplicates,
                count(outcomes, Settlement.DEAD_LETTERED),
                duration,
                percentiles.at(50),
                percentiles.at(99));
    }

    private static long count(Map<Place, Settlement> outcomes, Settlement outcome) {
        return outcomes.values().stream().filter(outcome::equals).count();
    }

    private double seconds() {
        return duration.toMillis() / 1000.0;
    }

    private double eventsPerSecond() {
        return Math.round(events / Math.max(0.001, seconds()) * 10) / 10.0;
    }

    /** One object on one line. */
    public String json(AudienceReport audience) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("events", events);
        json.put("upserted", upserted);
        json.put("unchanged", unchanged);
        json.put("superseded", superseded);
        json.put("deleted", deleted);
        json.put("duplicates", duplicates);
        json.put("dead_lettered", deadLettered);
        json.put("seconds", seconds());
        json.put("events_per_second", eventsPerSecond());
        json.put("searchable_p50_ms", searchableP50);
        json.put("searchable_p99_ms", searchableP99);
        json.put("interactions", audience.interactions());
        json.put("recommendations", audience.answered());
        json.put("recommended_p50_ms", audience.recommendedP50());
        json.put("recommended_p99_ms", audience.recommendedP99());
        return json.toString();
    }

    /** The same for people. */
    public String sentence() {
        return "%d events in %.1f s (%.0f/s): %d upserted, %d unchanged, %d superseded, %d deleted, %d dead letters; %d marked as duplicates. Searchable after %d ms (p50), %d ms (p99)."
                .formatted(
                        events,
                        seconds(),
                        eventsPerSecond(),
                        upserted,
                        unchanged,
                        superseded,
                        deleted,
                        deadLettered,
                        duplicates,
                        searchableP50,
                        searchableP99);
    }
}
