package io.kalmstream.sinks.embedded.collection;

import io.kalmstream.sinks.embedded.wire.PointKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The Lucene index of a collection. What was written is seen by every later read, and is lost with the process unless it was
 * committed.
 *
 * <p>Threads: one writer at a time, any number of readers.
 */
final class PointIndex implements AutoCloseable {
    private static final double WRITE_BUFFER_MIB = 32;

    private final VectorSpaces spaces;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();

    PointIndex(Path folder, VectorSpaces spaces, int smallestGraph) throws IOException {
        this.spaces = spaces;
        directory = new SmallSegments(new MMapDirectory(folder));
        writer = new IndexWriter(
                directory,
                new IndexWriterConfig()
                        .setCodec(GraphCodec.create(smallestGraph))
                        .setRAMBufferSizeMB(WRITE_BUFFER_MIB)
                        .setUseCompoundFile(false)
                        // Readers shall not wait for merges: those go on beside them.
                        .setMaxFullFlushMergeWaitMillis(0)
                        .setCommitOnClose(false));
        searchers = new SearcherManager(writer, new Uncached());
    }

    /** What the last commit said of itself; empty before the first one. */
    Map<String, String> committed() throws IOException {
        Map<String, String> data = new LinkedHashMap<>();
        if (DirectoryReader.indexExists(directory)) {
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                data.putAll(reader.getIndexCommit().getUserData());
            }
        }
        return data;
    }

    void put(StoredPoint point) throws IOException {
        writer.updateDocument(PointDocument.term(point.key()), PointDocument.of(point, spaces));
        written.incrementAndGet();
    }

    void remove(PointKey key) throws IOException {
        writer.deleteDocuments(PointDocument.term(key));
        written.incrementAndGet();
    }

    void remove(Query query) throws IOException {
        writer.deleteDocuments(query);
        written.incrementAndGet();
    }

    /** The number of the last write. */
    long written() {
        return written.get();
    }

    /** Whether every read sees this write. */
    boolean hasSeen(long write) {
        return write <= seen.get();
    }

    void commit(Map<String, String> data) throws IOException {
        writer.setLiveCommitData(data.entrySet());
        writer.commit();
    }

    /** Runs a read on everything written so far. */
    <T> T read(Read<T> read) {
        refresh();
        return peek(read);
    }

    /** Runs a read on what the last refresh saw, or more. */
    <T> T peek(Read<T> read) {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return read.from(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes everything written so far readable. */
    void refresh() {
        long target = written.get();
        if (seen.get() < target) {
            try {
                // Waits for a refresh that another reader has begun: it may lack the latest write.
                searchers.maybeRefreshBlocking();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            seen.accumulateAndGet(target, Math::max);
        }
    }

    /** Writes nothing more: commit first. */
    @Override
    public void close() throws IOException {
        try (Directory _ = directory) {
            searchers.close();
            writer.rollback();
        }
    }

    @FunctionalInterface
    interface Read<T> {
        T from(IndexSearcher searcher) throws IOException;
    }

    /** Filters hardly repeat here, and a cache would only hold memory. */
    private static final class Uncached extends SearcherFactory {
        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            return searcher;
        }
    }
}
