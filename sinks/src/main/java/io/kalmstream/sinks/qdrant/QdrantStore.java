package io.kalmstream.sinks.qdrant;

import static java.util.Objects.requireNonNull;

import io.grpc.StatusRuntimeException;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.StoreReply;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.StoredVector;
import io.kalmstream.sinks.VectorStore;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A collection of a Qdrant server. Nothing is sent before the first call; an absent server is a failed call, not a failed start. */
public final class QdrantStore implements VectorStore {
    private static final Duration HEALTH_DEADLINE = Duration.ofSeconds(2);

    private final CollectionSpec spec;
    private final QdrantSettings settings;
    private final CountDownLatch closed;
    private final QdrantConnection connection;
    private final CollectionGuard guard;
    private final QdrantWriter writer;
    private final QdrantReader reader;
    private final QdrantRecommender recommender;

    /** A collection that is missing is made with {@link CollectionSettings#DEFAULT}. */
    public QdrantStore(CollectionSpec spec, QdrantSettings settings) {
        this(spec, CollectionSettings.DEFAULT, settings);
    }

    /** @param collection how it is made if it is missing */
    public QdrantStore(CollectionSpec spec, CollectionSettings collection, QdrantSettings settings) {
        this(spec, collection, settings, new CountDownLatch(1));
    }

    private QdrantStore(
            CollectionSpec spec, CollectionSettings collection, QdrantSettings settings, CountDownLatch closed) {
        this(spec, collection, settings, closed, Ticker.system(closed), new SplittableRandom());
    }

    QdrantStore(
            CollectionSpec spec,
            QdrantSettings settings,
            CountDownLatch closed,
            Ticker ticker,
            RandomGenerator random) {
        this(spec, CollectionSettings.DEFAULT, settings, closed, ticker, random);
    }

    private QdrantStore(
            CollectionSpec spec,
            CollectionSettings collection,
            QdrantSettings settings,
            CountDownLatch closed,
            Ticker ticker,
            RandomGenerator random) {
        requireNonNull(collection, "collection is null");
        this.spec = requireNonNull(spec, "spec is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.closed = closed;
        this.connection = new QdrantConnection(settings);
        Retries retries = new Retries(settings.retry(), ticker, random);
        this.guard = new CollectionGuard(
                spec, collection, settings, new CollectionCalls(spec.name(), settings.url(), connection, retries));
        this.writer = new QdrantWriter(spec.name(), spec.dimensions(), settings, connection, retries, guard::limits);
        this.reader = new QdrantReader(spec.name(), settings, connection, retries, guard::limits);
        this.recommender = new QdrantRecommender(spec.name(), reader, guard::limits);
    }

    @Override
    public String ensureCollection() {
        requireOpen();
        return guard.ensure();
    }

    @Override
    public void checkCollection() {
        requireOpen();
        guard.check();
    }

    @Override
    public StoreReply apply(Fence fence, List<Change> changes) {
        requireOpen();
        QdrantWriter.Outcome outcome = writer.apply(fence, changes);
        if (!outcome.refused().isEmpty()) {
            // A collection that was made anew with other vectors refuses every row: that is no row's fault.
            guard.check();
        }
        // The server does not say which points a condition spared or did not find: that is asked.
        List<DocumentKey> keys = keys(changes, outcome);
        if (changes.stream().noneMatch(Change.SetAttributes.class::isInstance) && !reader.hasYounger(fence, keys)) {
            return outcome.reply(List.of());
        }
        Map<DocumentKey, Optional<Fence>> found = reader.fences(keys);
        return younger(fence, found.values())
                .<StoreReply>map(StoreReply.Stale::new)
                .orElseGet(() -> outcome.reply(missing(changes, outcome, found.keySet())));
    }

    private static List<DocumentKey> keys(List<Change> changes, QdrantWriter.Outcome outcome) {
        return IntStream.range(0, changes.size())
                .filter(index -> !(changes.get(index) instanceof Change.MarkDuplicate) && outcome.sent(index))
                .mapToObj(index -> changes.get(index).key())
                .distinct()
                .toList();
    }

    private static List<Integer> missing(List<Change> changes, QdrantWriter.Outcome outcome, Set<DocumentKey> found) {
        Map<DocumentKey, Integer> last = new HashMap<>();
        for (int index = 0; index < changes.size(); index++) {
            if (!(changes.get(index) instanceof Change.MarkDuplicate) && outcome.applied(index)) {
                last.put(changes.get(index).key(), index);
            }
        }
        return last.values().stream()
                .filter(index -> changes.get(index) instanceof Change.SetAttributes set && !found.contains(set.key()))
                .sorted()
                .toList();
    }

    private static Optional<Fence> younger(Fence fence, Collection<Optional<Fence>> found) {
        return found.stream()
                .flatMap(Optional::stream)
                .filter(fence::isOlderThan)
                .max(Comparator.comparingLong(Fence::epoch).thenComparingLong(Fence::sequence));
    }

    @Override
    public List<List<Neighbour>> nearest(List<NearestQuery> queries) {
        requireOpen();
        return reader.nearest(queries);
    }

    @Override
    public List<Neighbour> recommend(RecommendQuery query) {
        requireOpen();
        return recommender.recommend(query);
    }

    @Override
    public List<Optional<StoredPoint>> get(List<DocumentKey> keys) {
        requireOpen();
        return reader.get(keys);
    }

    @Override
    public Stream<StoredPoint> all() {
        requireOpen();
        return reader.all();
    }

    @Override
    public Stream<StoredVector> duplicatesOf(List<DocumentKey> canonicals) {
        requireOpen();
        return reader.duplicatesOf(canonicals);
    }

    @Override
    public long count() {
        requireOpen();
        return reader.count();
    }

    @Override
    public Health health() {
        if (closed.getCount() == 0) {
            return new Health(false, "the store is closed");
        }
        try {
            HealthCheckReply server =
                    connection.server(HEALTH_DEADLINE).healthCheck(HealthCheckRequest.getDefaultInstance());
            String name = server.getTitle() + " " + server.getVersion() + " at " + settings.url();
            return exists()
                    ? new Health(true, name)
                    : new Health(false, "collection '" + spec.name() + "' does not exist in " + name);
        } catch (StatusRuntimeException e) {
            return new Health(false, settings.url() + " does not answer: " + StatusMap.words(e));
        }
    }

    @Override
    public void close() {
        closed.countDown();
        connection.close();
    }

    private boolean exists() {
        CollectionExistsRequest request = CollectionExistsRequest.newBuilder()
                .setCollectionName(spec.name())
                .build();
        return connection
                .collections(HEALTH_DEADLINE)
                .collectionExists(request)
                .getResult()
                .getExists();
    }

    private void requireOpen() {
        if (closed.getCount() == 0) {
            throw new IllegalStateException("the store for collection '" + spec.name() + "' is closed");
        }
    }
}
