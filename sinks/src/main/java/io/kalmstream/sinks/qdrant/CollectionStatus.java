package io.kalmstream.sinks.qdrant;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A collection as its server describes it.
 *
 * @param name its own, also where it was asked for by an alias
 * @param server title and version
 * @param health green, yellow (being optimized), grey (to be optimized after a restart) or red (an optimization failed)
 * @param optimizer ok, or what failed
 * @param indexedVectors of all its vectors; those of small segments are searched without a graph and do not count
 * @param queued writes that were accepted and are not applied yet
 * @param deferred points that are stored and not shown to searches yet
 * @param vectors by name: how many numbers, how they are compared
 * @param model the stamp; null where no worker of ours made it
 * @param identity null where it has none
 * @param settings by the keys of a worker's file; empty where there is no vector of ours
 * @param strict the limits of strict mode by Qdrant's names; empty where it is off
 */
public record CollectionStatus(
        String name,
        String server,
        String health,
        String optimizer,
        long points,
        long indexedVectors,
        long segments,
        long queued,
        long deferred,
        List<String> aliases,
        Map<String, String> vectors,
        @Nullable String model,
        @Nullable String identity,
        Map<String, String> settings,
        List<Index> indexes,
        Map<String, String> strict) {
    public CollectionStatus {
        aliases = List.copyOf(aliases);
        indexes = List.copyOf(indexes);
    }

    /** @param points that have the field */
    public record Index(String field, String type, long points) {}
}
