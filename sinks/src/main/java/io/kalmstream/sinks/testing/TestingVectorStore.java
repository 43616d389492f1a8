package io.kalmstream.sinks.testing;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.StoreReply;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.StoredVector;
import io.kalmstream.sinks.VectorStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A vector store in memory: exact cosine, the whole history of changes, faults on demand. Closing it loses nothing; a store made
 * by {@link #open} sees the same collections, as a second worker or a restarted one would.
 *
 * <p>Threads: any number at once. Calls of {@link #apply} do not interleave.
 */
public final class TestingVectorStore implements VectorStore {
    private final CollectionSpec spec;
    private final Map<String, TestingCollection> server;
    private final List<Write> history;
    private final FaultScript faults = new FaultScript();
    private volatile boolean closed;

    public TestingVectorStore(CollectionSpec spec) {
        this(spec, new ConcurrentHashMap<>(), new CopyOnWriteArrayList<>());
    }

    private TestingVectorStore(CollectionSpec spec, Map<String, TestingCollection> server, List<Write> history) {
        this.spec = requireNonNull(spec, "spec is null");
        this.server = server;
        this.history = history;
    }

    /** Another client of the same server: shares points and history, not the scripted faults. */
    public TestingVectorStore open(CollectionSpec other) {
        return new TestingVectorStore(other, server, history);
    }

    /** The calls of {@link #apply} that came through, in order. */
    public List<Write> writes() {
        return List.copyOf(history);
    }

    /** The changes that each of them made. */
    public List<List<Change>> calls() {
        return history.stream().map(Write::applied).toList();
    }

    /** All applied changes in order. */
    public List<Change> history() {
        return history.stream().flatMap(write -> write.applied().stream()).toList();
    }

    /** The point with its vector, as last upserted. */
    public Optional<Point> point(DocumentKey key) {
        return collection().point(key);
    }

    /**
     * The next calls fail before they do anything, health excepted, which is down meanwhile.
     *
     * @param calls Integer.MAX_VALUE: until {@link #heal}
     */
    public void failNext(int calls, StoreException.Fault fault) {
        faults.failNext(calls, fault);
    }

    /** The next calls of {@link #apply} apply everything, then fail as if the reply had been lost. */
    public void loseReplies(int calls) {
        faults.loseReplies(calls);
    }

    /** The server loses the collection; {@link #ensureCollection} makes it anew. */
    public void drop() {
        server.remove(spec.name());
    }

    /** Every change of this key is refused from now on. */
    public void refuse(DocumentKey key, String reason) {
        faults.refuse(key, reason);
    }

    /** Every call with a change of this key fails from now on, for the world's reasons, and changes nothing; health stays up. */
    public void failOn(DocumentKey key) {
        faults.failOn(key);
    }

    /** Ends all scripted faults; gates stay as they are. */
    public void heal() {
        faults.heal();
    }

    /** Calls from now on wait at the gate, health excepted. */
    public Gate hold() {
        return faults.hold();
    }

    @Override
    public String ensureCollection() {
        begin("ensureCollection");
        TestingCollection found = server.computeIfAbsent(spec.name(), _ -> new TestingCollection(spec));
        compare(found);
        return found.identity();
    }

    @Override
    public void checkCollection() {
        begin("checkCollection");
        compare(collection());
    }

    private void compare(TestingCollection collection) {
        CollectionSpec found = collection.spec();
        if (!found.equals(spec)) {
            throw new StoreException(
                    StoreException.Fault.CONFIGURATION,
                    "collection '%s' has %d dimensions of model %s, configured are %d of model %s"
                            .formatted(spec.name(), found.dimensions(), found.model(), spec.dimensions(), spec.model()),
                    null);
        }
    }

    @Override
    public StoreReply apply(Fence fence, List<Change> changes) {
        begin("apply");
        faults.beforeChanges(changes);
        TestingCollection collection = collection();
        List<Change> applied = new ArrayList<>();
        List<StoreReply.Refused.Row> refused = new ArrayList<>();
        Optional<Fence> younger = Optional.empty();
        synchronized (history) {
            for (int index = 0; index < changes.size(); index++) {
                Change change = changes.get(index);
                Optional<String> fault = faults.refusal(change.key()).or(() -> collection.fault(change));
                if (fault.isPresent()) {
                    refused.add(new StoreReply.Refused.Row(index, fault.get()));
                    continue;
                }
                Optional<Fence> met = collection.apply(fence, change);
                if (met.isEmpty()) {
                    applied.add(change);
                } else if (younger.isEmpty() || younger.get().isOlderThan(met.get())) {
                    younger = met;
                }
            }
            history.add(new Write(fence, applied));
        }
        faults.after("apply");
        if (younger.isPresent()) {
            return new StoreReply.Stale(younger.get());
        }
        List<Integer> missing = missing(changes, refused, collection);
        if (!missing.isEmpty()) {
            return new StoreReply.Missing(missing, refused);
        }
        return refused.isEmpty() ? new StoreReply.Applied() : new StoreReply.Refused(refused);
    }

    private static List<Integer> missing(
            List<Change> changes, List<StoreReply.Refused.Row> refused, TestingCollection collection) {
        Map<DocumentKey, Integer> last = new HashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            int index = i;
            boolean applied = refused.stream().noneMatch(row -> row.index() == index);
            if (applied && !(changes.get(i) instanceof Change.MarkDuplicate)) {
                last.put(changes.get(i).key(), i);
            }
        }
        return last.values().stream()
                .filter(i -> changes.get(i) instanceof Change.SetAttributes set
                        && collection.get(set.key()).isEmpty())
                .sorted()
                .toList();
    }

    @Override
    public List<List<Neighbour>> nearest(List<NearestQuery> queries) {
        begin("nearest");
        TestingCollection collection = collection();
        return queries.stream().map(collection::nearest).toList();
    }

    @Override
    public List<Neighbour> recommend(RecommendQuery query) {
        begin("recommend");
        return collection().recommend(query);
    }

    @Override
    public List<Optional<StoredPoint>> get(List<DocumentKey> keys) {
        begin("get");
        TestingCollection collection = collection();
        return keys.stream().map(collection::get).toList();
    }

    @Override
    public Stream<StoredPoint> all() {
        begin("all");
        return collection().all().stream();
    }

    @Override
    public Stream<StoredVector> duplicatesOf(List<DocumentKey> canonicals) {
        begin("duplicatesOf");
        return collection().duplicatesOf(canonicals).stream();
    }

    @Override
    public long count() {
        begin("count");
        return collection().size();
    }

    @Override
    public Health health() {
        if (closed || faults.failing()) {
            return new Health(false, closed ? "closed" : "failing (scripted)");
        }
        return server.containsKey(spec.name())
                ? new Health(true, "in memory")
                : new Health(false, "collection '" + spec.name() + "' does not exist");
    }

    @Override
    public void close() {
        closed = true;
    }

    private void begin(String call) {
        if (closed) {
            throw new IllegalStateException(call + ": the store is closed");
        }
        faults.before(call);
    }

    private TestingCollection collection() {
        TestingCollection found = server.get(spec.name());
        if (found == null) {
            throw new StoreException(
                    StoreException.Fault.CONFIGURATION, "collection '" + spec.name() + "' does not exist", null);
        }
        return found;
    }
}
