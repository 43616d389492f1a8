package io.kalmstream.sinks.qdrant;

import static io.qdrant.client.ConditionFactory.datetimeRange;
import static io.qdrant.client.ConditionFactory.isEmpty;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.matchKeywords;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.Lists;
import com.google.protobuf.Timestamp;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.StoredVector;
import io.kalmstream.sinks.TimeRange;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.QuantizationSearchParams;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everything that is asked and changes nothing. */
final class QdrantReader {
    /** Of one answer, over all its queries: a bound on its bytes, since hits carry texts. */
    private static final int MAX_HITS_PER_REQUEST = 8192;

    private static final WithPayloadSelector FENCE = WithPayloadSelectorFactory.include(
            List.of(PayloadFields.WRITER, PayloadFields.WRITER_EPOCH, PayloadFields.WRITER_SEQUENCE));

    private static final WithPayloadSelector WITHOUT_TEXT =
            WithPayloadSelectorFactory.exclude(List.of(PayloadFields.TEXT));

    static final Comparator<Neighbour> BEST_FIRST = Comparator.comparingDouble(Neighbour::score)
            .reversed()
            .thenComparing(hit -> hit.point().key().id())
            .thenComparing(hit -> hit.point().key().tenant());

    private final String collection;
    private final QdrantSettings settings;
    private final QdrantConnection connection;
    private final Retries retries;
    private final Supplier<RequestLimits> limits;

    QdrantReader(
            String collection,
            QdrantSettings settings,
            QdrantConnection connection,
            Retries retries,
            Supplier<RequestLimits> limits) {
        this.collection = collection;
        this.settings = settings;
        this.connection = connection;
        this.retries = retries;
        this.limits = limits;
    }

    List<List<Neighbour>> nearest(List<NearestQuery> queries) {
        List<List<Neighbour>> answers = new ArrayList<>(queries.size());
        List<QueryPoints> piece = new ArrayList<>();
        long hits = 0;
        RequestLimits allowed = limits.get();
        for (NearestQuery query : queries) {
            requireWithin(allowed, query.limit());
            boolean full = piece.size() == allowed.queries() || hits + query.limit() > MAX_HITS_PER_REQUEST;
            if (full && !piece.isEmpty()) {
                ask(piece).forEach(result -> answers.add(bestFirst(result)));
                piece.clear();
                hits = 0;
            }
            piece.add(request(query, allowed));
            hits += query.limit();
        }
        if (!piece.isEmpty()) {
            ask(piece).forEach(result -> answers.add(bestFirst(result)));
        }
        return answers;
    }

    List<Optional<StoredPoint>> get(List<DocumentKey> keys) {
        List<PointId> ids = keys.stream().map(PointIds::pointId).toList();
        Map<PointId, StoredPoint> found = new HashMap<>();
        for (RetrievedPoint point : lookup(ids, WithPayloadSelectorFactory.enable(true), false)) {
            found.put(point.getId(), PayloadDecoder.stored(point.getId(), point.getPayloadMap()));
        }
        return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    /** The points that are there, of these. */
    List<RetrievedPoint> lookup(List<PointId> ids, WithPayloadSelector payload, boolean vectors) {
        List<RetrievedPoint> found = new ArrayList<>();
        for (int start = 0; start < ids.size(); start += settings.maxPointsPerRequest()) {
            List<PointId> piece = ids.subList(start, Math.min(ids.size(), start + settings.maxPointsPerRequest()));
            found.addAll(fetch(piece, payload, vectors));
        }
        return found;
    }

    /**
     * Scores are those of the stored vectors, also where smaller copies of them are searched first. A collection without such copies
     * takes no notice.
     */
    static SearchParams.Builder exactScores(RequestLimits allowed) {
        QuantizationSearchParams.Builder copies =
                QuantizationSearchParams.newBuilder().setRescore(true);
        if (allowed.oversampling() > 1) {
            copies.setOversampling(allowed.oversampling());
        }
        return SearchParams.newBuilder().setQuantization(copies);
    }

    /** In the server's order. */
    List<Neighbour> hits(QueryPoints query) {
        requireWithin(limits.get(), query.getLimit());
        return neighbours(ask(List.of(query)).getFirst());
    }

    /** Of the documents that are there; empty where nobody said. */
    Map<DocumentKey, Optional<Fence>> fences(List<DocumentKey> keys) {
        Map<DocumentKey, Optional<Fence>> fences = new HashMap<>();
        for (int start = 0; start < keys.size(); start += settings.maxPointsPerRequest()) {
            Map<PointId, DocumentKey> piece =
                    keys.subList(start, Math.min(keys.size(), start + settings.maxPointsPerRequest())).stream()
                            .collect(Collectors.toMap(PointIds::pointId, key -> key));
            for (RetrievedPoint point : fetch(List.copyOf(piece.keySet()), FENCE, false)) {
                DocumentKey key = requireNonNull(piece.get(point.getId()), "the answer has a point not asked for");
                fences.put(key, PayloadDecoder.fence(point.getId(), point.getPayloadMap()));
            }
        }
        return fences;
    }

    /** Whether one of these documents has a younger write of the writer. Much cheaper than to fetch what each of them says. */
    boolean hasYounger(Fence fence, List<DocumentKey> keys) {
        int most = Math.min(settings.maxPointsPerRequest(), limits.get().keys());
        for (List<DocumentKey> piece : Lists.partition(keys, most)) {
            List<PointId> ids = piece.stream().map(PointIds::pointId).toList();
            if (count(FenceFilter.younger(fence, ids)) > 0) {
                return true;
            }
        }
        return false;
    }

    Stream<StoredPoint> all() {
        return scroll(Filter.getDefaultInstance(), WithPayloadSelectorFactory.enable(true), false)
                .map(point -> PayloadDecoder.stored(point.getId(), point.getPayloadMap()));
    }

    Stream<StoredVector> duplicatesOf(List<DocumentKey> canonicals) {
        Map<String, List<String>> byTenant = canonicals.stream()
                .collect(Collectors.groupingBy(
                        DocumentKey::tenant, Collectors.mapping(DocumentKey::id, Collectors.toList())));
        return byTenant.entrySet().stream()
                .flatMap(tenant -> duplicatesOf(tenant.getKey(), tenant.getValue()))
                .map(PayloadDecoder::storedVector);
    }

    private Stream<RetrievedPoint> duplicatesOf(String tenant, List<String> ids) {
        int most = limits.get().keys();
        return IntStream.iterate(0, start -> start < ids.size(), start -> start + most)
                .mapToObj(start -> Filter.newBuilder()
                        .addMust(matchKeyword(PayloadFields.TENANT, tenant))
                        .addMust(matchKeywords(
                                PayloadFields.DUPLICATE_OF, ids.subList(start, Math.min(ids.size(), start + most))))
                        .build())
                .flatMap(filter -> scroll(filter, WITHOUT_TEXT, true));
    }

    long count() {
        return count(Filter.getDefaultInstance());
    }

    private long count(Filter filter) {
        CountPoints request = CountPoints.newBuilder()
                .setCollectionName(collection)
                .setFilter(filter)
                .setExact(true)
                .build();
        return retries.call(what("count"), () -> connection.points().count(request))
                .getResult()
                .getCount();
    }

    private List<BatchResult> ask(List<QueryPoints> queries) {
        QueryBatchPoints request = QueryBatchPoints.newBuilder()
                .setCollectionName(collection)
                .addAllQueryPoints(queries)
                .build();
        List<BatchResult> results = retries.call(
                        what("search"), () -> connection.points().queryBatch(request))
                .getResultList();
        if (results.size() != queries.size()) {
            throw new StoreException(
                    StoreException.Fault.BUG,
                    what("search") + ": " + queries.size() + " queries got " + results.size() + " answers",
                    null);
        }
        return results;
    }

    /** Fewer hits than asked for would look as if there were no more. */
    private void requireWithin(RequestLimits allowed, long hits) {
        if (hits > allowed.hits()) {
            throw new StoreException(
                    StoreException.Fault.CONFIGURATION,
                    "%s needs up to %d hits, the collection's strict mode allows %d: raise its max_query_limit"
                            .formatted(what("search"), hits, allowed.hits()),
                    null);
        }
    }

    private QueryPoints request(NearestQuery query, RequestLimits allowed) {
        Filter.Builder filter = Filter.newBuilder();
        if (query.tenant() != null) {
            filter.addMust(matchKeyword(PayloadFields.TENANT, query.tenant()));
        }
        if (query.canonicalOnly()) {
            filter.addMust(isEmpty(PayloadFields.DUPLICATE_OF));
        }
        if (query.textAt() != null) {
            filter.addMust(datetimeRange(PayloadFields.TEXT_AT, range(query.textAt())));
        }
        QueryPoints.Builder request = QueryPoints.newBuilder()
                .setCollectionName(collection)
                .setQuery(QueryFactory.nearest(query.vector()))
                .setUsing(CollectionSpec.VECTOR)
                .setFilter(filter)
                .setParams(exactScores(allowed))
                .setLimit(query.limit())
                .setWithPayload(WithPayloadSelectorFactory.enable(true))
                .setWithVectors(WithVectorsSelectorFactory.enable(false));
        if (query.minScore() > -1) {
            // The server leaves out what equals the threshold.
            request.setScoreThreshold((float) (query.minScore() - NearestQuery.SCORE_TOLERANCE));
        }
        return request.build();
    }

    private static DatetimeRange range(TimeRange time) {
        DatetimeRange.Builder range = DatetimeRange.newBuilder();
        if (time.from().isAfter(Instant.MIN)) {
            range.setGte(timestamp(time.from()));
        }
        if (time.to().isBefore(Instant.MAX)) {
            range.setLte(timestamp(time.to()));
        }
        return range.build();
    }

    private static Timestamp timestamp(Instant moment) {
        return Timestamp.newBuilder()
                .setSeconds(moment.getEpochSecond())
                .setNanos(moment.getNano())
                .build();
    }

    private static List<Neighbour> bestFirst(BatchResult result) {
        return neighbours(result).stream().sorted(BEST_FIRST).toList();
    }

    private static List<Neighbour> neighbours(BatchResult result) {
        return result.getResultList().stream()
                .map(hit -> new Neighbour(PayloadDecoder.stored(hit.getId(), hit.getPayloadMap()), hit.getScore()))
                .toList();
    }

    private List<RetrievedPoint> fetch(List<PointId> ids, WithPayloadSelector payload, boolean vectors) {
        GetPoints request = GetPoints.newBuilder()
                .setCollectionName(collection)
                .addAllIds(ids)
                .setWithPayload(payload)
                .setWithVectors(WithVectorsSelectorFactory.enable(vectors))
                .build();
        return retries.call(what("lookup"), () -> connection.points().get(request))
                .getResultList();
    }

    private Stream<RetrievedPoint> scroll(Filter filter, WithPayloadSelector payload, boolean vectors) {
        ScrollPoints first = ScrollPoints.newBuilder()
                .setCollectionName(collection)
                .setFilter(filter)
                .setLimit(limits.get().page())
                .setWithPayload(payload)
                .setWithVectors(WithVectorsSelectorFactory.enable(vectors))
                .build();
        return Pages.stream(
                first,
                page -> retries.call(what("scroll"), () -> connection.points().scroll(page)));
    }

    private String what(String call) {
        return call + " in collection '" + collection + "' at " + settings.url();
    }
}
