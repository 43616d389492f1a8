package io.kalmstream.deploy.query;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.RecommendQuery.Example;
import io.kalmstream.sinks.RecommendQuery.Strategy;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.VectorStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The documents of a collection, to be asked. */
public record Documents(VectorStore store) {
    public Documents {
        requireNonNull(store, "store is null");
    }

    /** @param tenant null for everyone's */
    public List<Neighbour> nearest(float[] vector, @Nullable String tenant, int limit) {
        return store.nearest(List.of(new NearestQuery(vector, tenant, limit, -1, false)))
                .getFirst();
    }

    /** Like one of them. Neither it nor its copies come back. */
    public static RecommendQuery similar(String tenant, String id, int limit) {
        return like(tenant, List.of(id), List.of(), Strategy.AVERAGE_VECTOR, limit, 0);
    }

    /**
     * Like some and unlike others.
     *
     * @throws IllegalArgumentException it makes no sense; the message says why
     */
    public static RecommendQuery like(
            String tenant, List<String> likes, List<String> unlikes, Strategy strategy, int limit, double diversity) {
        return new RecommendQuery(
                tenant, examples(likes), examples(unlikes), strategy, Set.of(), limit, true, diversity);
    }

    private static List<Example> examples(List<String> ids) {
        return ids.stream().map(id -> new Example(id, 1)).toList();
    }

    /** Those of the ids that no document of the tenant has. */
    public List<String> missing(String tenant, List<String> ids) {
        List<Optional<StoredPoint>> found =
                store.get(ids.stream().map(id -> new DocumentKey(tenant, id)).toList());
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (found.get(i).isEmpty()) {
                missing.add(ids.get(i));
            }
        }
        return missing;
    }
}
