package io.kalmstream.sinks;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where vectors live. All calls block, with a deadline of the implementation's; none returns before the answer is final.
 *
 * <p>Threads: any number at once. The order of changes is kept within a call; across calls it is the callers' order only for
 * calls that do not overlap.
 *
 * <p>Errors: {@link StoreException}, after the implementation has retried what was worth retrying.
 */
public interface VectorStore extends AutoCloseable {
    /**
     * Creates the collection if it is missing; to an existing one adds payload indexes that are missing, alters nothing else.
     *
     * @return its identity: another one stands for another collection, also for one that was made anew under the same name, so that
     *     nothing that is known of the points of the one holds for the other
     * @throws StoreException (CONFIGURATION) an existing collection differs in vector name, size, distance or model stamp; the
     *     message names both values
     */
    String ensureCollection();

    /**
     * Compares like {@link #ensureCollection}; creates and alters nothing.
     *
     * @throws StoreException (CONFIGURATION) the collection is missing, or differs; the message names it
     */
    void checkCollection();

    /**
     * Applies the changes in order; durable and visible to searches when it returns. An empty list is {@code Applied}. A change of a
     * document that has a younger write of the same writer does nothing, however late either of them arrives.
     *
     * @param fence of the caller; younger than that of its calls before, the same for all repetitions of one call
     */
    StoreReply apply(Fence fence, List<Change> changes);

    /** Answers each query with its hits, best first; ties by document id, then tenant. */
    List<List<Neighbour>> nearest(List<NearestQuery> queries);

    /** Best first; ties by document id, where the query wants no diversity. */
    List<Neighbour> recommend(RecommendQuery query);

    /** Answers each key with its point, empty where there is none. */
    List<Optional<StoredPoint>> get(List<DocumentKey> keys);

    /** Every point, read page by page while the stream is drained. Close the stream. */
    Stream<StoredPoint> all();

    /**
     * Every point marked as a duplicate of one of these, with its vector and without its text, read page by page. Close the stream.
     */
    Stream<StoredVector> duplicatesOf(List<DocumentKey> canonicals);

    long count();

    /** Whether the store answers and the collection is there; never throws. */
    Health health();

    @Override
    void close();

    /** Reason is a sentence for the operator. */
    record Health(boolean up, String reason) {}
}
