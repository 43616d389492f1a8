package io.kalmstream.sinks.embedded;

import io.kalmstream.sinks.embedded.catalog.Catalog;
import io.kalmstream.sinks.embedded.collection.Fetch;
import io.kalmstream.sinks.embedded.collection.FoundPoint;
import io.kalmstream.sinks.embedded.collection.Question;
import io.kalmstream.sinks.embedded.collection.Question.Target;
import io.kalmstream.sinks.embedded.collection.RootQuery;
import io.kalmstream.sinks.embedded.collection.StagedQuery;
import io.kalmstream.sinks.embedded.collection.VectorSelection;
import io.kalmstream.sinks.embedded.payload.FilterTranslator;
import io.kalmstream.sinks.embedded.payload.PayloadSelection;
import io.kalmstream.sinks.embedded.wire.Refusal;
import io.kalmstream.sinks.embedded.wire.VectorMessages;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RecommendPoints;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.SearchPoints;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.Points.WithVectorsSelector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs searches in all of Qdrant's forms: the old ones ({@code Search}, {@code Recommend}) and the universal one ({@code Query}). */
final class Searches {
    private static final long DEFAULT_LIMIT = 10;

    private final Catalog catalog;

    Searches(Catalog catalog) {
        this.catalog = catalog;
    }

    List<List<FoundPoint>> search(String collection, List<SearchPoints> searches) {
        return run(collection, searches.stream().map(Searches::root).toList());
    }

    /** Unlike the other forms, this one takes a limit of 0 at its word. */
    List<FoundPoint> recommend(RecommendPoints recommend) {
        return recommend.getLimit() == 0
                ? List.of()
                : recommend(recommend.getCollectionName(), List.of(recommend)).getFirst();
    }

    List<List<FoundPoint>> recommend(String collection, List<RecommendPoints> recommends) {
        return run(collection, recommends.stream().map(Searches::root).toList());
    }

    List<List<FoundPoint>> query(String collection, List<QueryPoints> queries) {
        return run(collection, queries.stream().map(Searches::root).toList());
    }

    private List<List<FoundPoint>> run(String collection, List<RootQuery> queries) {
        return catalog.get(collection).points().query(queries);
    }

    private static RootQuery root(SearchPoints search) {
        refuse(search.hasShardKeySelector(), "shard keys");
        refuse(search.hasSparseIndices(), "sparse vectors");
        StagedQuery query = stage(
                List.of(),
                new Question.Nearest(new Target.Vector(VectorMessages.floats(search.getVectorList()))),
                search.getVectorName(),
                search.getFilter(),
                search.hasScoreThreshold() ? search.getScoreThreshold() : null,
                limit(true, search.getLimit()),
                search.getParams());
        return new RootQuery(query, search.getOffset(), fetch(search.getWithPayload(), search.getWithVectors()));
    }

    private static RootQuery root(RecommendPoints recommend) {
        refuse(recommend.hasShardKeySelector(), "shard keys");
        refuse(recommend.hasLookupFrom(), "lookup_from");
        StagedQuery query = stage(
                List.of(),
                Questions.of(recommend),
                recommend.getUsing(),
                recommend.getFilter(),
                recommend.hasScoreThreshold() ? recommend.getScoreThreshold() : null,
                recommend.getLimit(),
                recommend.getParams());
        return new RootQuery(
                query, recommend.getOffset(), fetch(recommend.getWithPayload(), recommend.getWithVectors()));
    }

    private static RootQuery root(QueryPoints query) {
        refuse(query.hasShardKeySelector(), "shard keys");
        refuse(query.hasLookupFrom(), "lookup_from");
        long limit = limit(query.hasLimit(), query.getLimit());
        StagedQuery root = stage(
                query.getPrefetchList().stream().map(Searches::prefetch).toList(),
                query.hasQuery() ? Questions.of(query.getQuery(), limit) : null,
                query.getUsing(),
                query.getFilter(),
                query.hasScoreThreshold() ? query.getScoreThreshold() : null,
                limit,
                query.getParams());
        return new RootQuery(root, query.getOffset(), fetch(query.getWithPayload(), query.getWithVectors()));
    }

    private static StagedQuery prefetch(PrefetchQuery prefetch) {
        refuse(prefetch.hasLookupFrom(), "lookup_from");
        long limit = limit(prefetch.hasLimit(), prefetch.getLimit());
        return stage(
                prefetch.getPrefetchList().stream().map(Searches::prefetch).toList(),
                prefetch.hasQuery() ? Questions.of(prefetch.getQuery(), limit) : null,
                prefetch.getUsing(),
                prefetch.getFilter(),
                prefetch.hasScoreThreshold() ? prefetch.getScoreThreshold() : null,
                limit,
                prefetch.getParams());
    }

    private static StagedQuery stage(
            List<StagedQuery> prefetch,
            @Nullable Question question,
            String using,
            Filter filter,
            @Nullable Float threshold,
            long limit,
            SearchParams params) {
        // It is translated when it has met the filters of the other stages; what is wrong with it is said before.
        FilterTranslator.translate(filter);
        return new StagedQuery(
                prefetch, question, using, filter, threshold, limit, params.getExact(), params.getHnswEf());
    }

    private static Fetch fetch(WithPayloadSelector payload, WithVectorsSelector vectors) {
        return new Fetch(PayloadSelection.parse(payload), VectorSelection.parse(vectors));
    }

    private static long limit(boolean said, long limit) {
        if (said && limit == 0) {
            throw Refusal.wrongInput("limit must be 1 or larger");
        }
        return said ? limit : DEFAULT_LIMIT;
    }

    private static void refuse(boolean set, String feature) {
        if (set) {
            throw Refusal.unsupported(feature);
        }
    }
}
