package io.kalmstream.sinks.embedded.collection;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kalmstream.sinks.embedded.wire.PointKey;
import io.kalmstream.sinks.embedded.wire.Refusal;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * The points of one collection, on disk.
 *
 * <p>Threads: any number at once; writes take turns, reads never wait for them longer than it takes to make their result readable.
 */
public final class StoredCollection implements AutoCloseable {
    private static final String JOURNAL = "journal";
    private static final String OPERATIONS = "operations";

    private final ReentrantLock writing = new ReentrantLock();
    private final VectorSpaces spaces;
    private final Tuning tuning;
    private final PointIndex index;
    private final EditParser parser;
    private final Editor editor;
    private final Journal journal;
    private long operations;
    private long committedOperations;
    private @Nullable Throwable failure;

    private StoredCollection(Path folder, VectorSpaces spaces, Tuning tuning) throws IOException {
        this.spaces = spaces;
        this.tuning = tuning;
        index = new PointIndex(Files.createDirectories(folder.resolve("index")), spaces, tuning.mostScanned());
        parser = new EditParser(spaces);
        editor = new Editor(index, spaces);
        Map<String, String> committed = index.committed();
        committedOperations = Long.parseLong(committed.getOrDefault(OPERATIONS, "0"));
        operations = committedOperations;
        journal = openJournal(folder, Long.parseLong(committed.getOrDefault(JOURNAL, "1")));
    }

    private Journal openJournal(Path folder, long from) throws IOException {
        try {
            return Journal.open(folder, from, this::replay);
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    /** Opens what is in the folder, or makes it. Refuses vectors that cannot be kept. */
    public static StoredCollection open(Path folder, VectorsConfig vectors, Tuning tuning) throws IOException {
        return new StoredCollection(Files.createDirectories(folder), VectorSpaces.of(vectors), tuning);
    }

    /** Refuses vectors that cannot be kept. */
    public static void check(VectorsConfig vectors) {
        VectorSpaces.of(vectors);
    }

    /**
     * Applies operations in order. Those before a refused one stay applied.
     *
     * @return the number of the last operation
     */
    public long update(List<PointsUpdateOperation> updates) {
        writing.lock();
        try {
            for (PointsUpdateOperation update : updates) {
                Edit edit = parser.parse(update);
                List<PointKey> missing = write(edit, update);
                if (!missing.isEmpty()) {
                    throw Refusal.noPoint(missing.getFirst());
                }
            }
            return operations;
        } finally {
            writing.unlock();
        }
    }

    /** The number of the last operation. */
    public long operations() {
        writing.lock();
        try {
            return operations;
        } finally {
            writing.unlock();
        }
    }

    /** Answers all queries from the same points, or refuses them all. */
    public List<List<FoundPoint>> query(List<RootQuery> queries) {
        return index.read(searcher -> {
            References references = new References(new PointReader(searcher), spaces, queries);
            QueryCheck check = new QueryCheck(references);
            for (RootQuery query : queries) {
                check.check(query);
            }
            List<List<FoundPoint>> answers = new ArrayList<>();
            for (RootQuery query : queries) {
                List<FoundPoint> found = new ArrayList<>();
                for (Hit hit : new QueryRun(searcher, spaces, tuning.mostScanned(), references, query).hits()) {
                    found.add(read(searcher, hit, query.fetch()));
                }
                answers.add(found);
            }
            return answers;
        });
    }

    /**
     * Lists points in the order of their ids.
     *
     * @param from the first id that may be listed; null for the first there is
     */
    public List<FoundPoint> scroll(Query filter, @Nullable PointKey from, long limit, Fetch fetch) {
        return index.read(searcher -> {
            List<FoundPoint> found = new ArrayList<>();
            for (int document : new Scroll(searcher).page(filter, from, limit)) {
                Hit hit = new Hit(document, new PointReader(searcher).key(document), 1);
                found.add(read(searcher, hit, fetch));
            }
            return found;
        });
    }

    /** In the order of the keys, without those that are not there. */
    public List<FoundPoint> get(Iterable<PointKey> keys, Fetch fetch) {
        return index.read(searcher -> {
            List<FoundPoint> found = new ArrayList<>();
            for (PointKey key : keys) {
                int document = new PointReader(searcher).find(key);
                if (document != PointReader.NONE) {
                    found.add(read(searcher, new Hit(document, key, 1), fetch));
                }
            }
            return found;
        });
    }

    public long count(Query filter) {
        return index.read(searcher -> searcher.count(filter));
    }

    /** How many segments the index has now. */
    public int segments() {
        return index.read(searcher -> searcher.getLeafContexts().size());
    }

    /** Commits, unless writing has failed; then the journal has what the next open needs. */
    @Override
    public void close() throws IOException {
        writing.lock();
        try (PointIndex _ = index;
                Journal _ = journal) {
            if (failure == null && operations > committedOperations) {
                commit();
            }
        } finally {
            writing.unlock();
        }
    }

    private FoundPoint read(IndexSearcher searcher, Hit hit, Fetch fetch) throws IOException {
        PointReader reader = new PointReader(searcher);
        boolean bare = fetch.vectors() instanceof VectorSelection.None;
        return new FoundPoint(
                hit.key(),
                hit.score(),
                fetch.payload().wantsAny() ? fetch.payload().of(reader.payload(hit.document())) : Map.of(),
                bare ? null : reader.vectors(hit.document(), fetch.vectors().of(spaces)));
    }

    private List<PointKey> write(Edit edit, PointsUpdateOperation update) {
        if (failure != null) {
            throw Status.INTERNAL
                    .withDescription("Service internal error: an earlier write failed, restart the embedded Qdrant")
                    .withCause(failure)
                    .asRuntimeException();
        }
        try {
            journal.append(record(operations + 1, update));
            operations++;
            List<PointKey> missing = editor.apply(edit);
            if (operations - committedOperations >= tuning.commitOperations()
                    || journal.bytes() >= tuning.commitBytes()) {
                commit();
            }
            return missing;
        } catch (IOException | RuntimeException | Error e) {
            // The journal and the index may differ now; the next open makes them agree.
            failure = e;
            throw failed(e);
        }
    }

    private static StatusRuntimeException failed(Throwable cause) {
        return Status.INTERNAL
                .withDescription("Service internal error: writing failed: " + cause)
                .withCause(cause)
                .asRuntimeException();
    }

    private void commit() throws IOException {
        long number = journal.roll();
        index.commit(Map.of(JOURNAL, Long.toString(number), OPERATIONS, Long.toString(operations)));
        committedOperations = operations;
        journal.forgetBefore();
    }

    private void replay(byte[] bytes) throws IOException {
        ByteBuffer record = ByteBuffer.wrap(bytes);
        long number = record.getLong();
        if (number != operations + 1) {
            throw new IOException("the journal lacks operation " + (operations + 1) + ", it goes on with " + number);
        }
        operations = number;
        editor.apply(parser.parse(operation(record)));
    }

    private static byte[] record(long number, PointsUpdateOperation update) {
        byte[] message = update.toByteArray();
        return ByteBuffer.allocate(Long.BYTES + message.length)
                .putLong(number)
                .put(message)
                .array();
    }

    private static PointsUpdateOperation operation(ByteBuffer record) throws InvalidProtocolBufferException {
        return PointsUpdateOperation.parseFrom(record);
    }
}
