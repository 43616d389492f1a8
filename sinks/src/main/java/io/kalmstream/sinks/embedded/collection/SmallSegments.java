package io.kalmstream.sinks.embedded.collection;

import java.util.Set;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.NRTCachingDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps small new segments in memory until they are committed: each read after a write makes one, and the next merge takes it, so
 * that files for them would be made only to be deleted. What is lost with them is in the journal.
 *
 * <p>Threads: any.
 */
final class SmallSegments extends NRTCachingDirectory {
    private static final double LARGEST_MIB = 4;
    private static final double MOST_MIB = 32;
    private static final long MOST_BYTES = (long) MOST_MIB << 20;
    /** Files that Lucene begins with a segment's first vector, before it knows how large the segment will be. */
    private static final Set<String> OF_VECTORS = Set.of("vec", "vemf", "vex", "vem");

    SmallSegments(Directory disk) {
        super(disk, LARGEST_MIB, MOST_MIB);
    }

    @Override
    protected boolean doCacheWrite(String name, IOContext context) {
        return super.doCacheWrite(name, context) || (isOfNewVectors(name, context) && ramBytesUsed() < MOST_BYTES);
    }

    private static boolean isOfNewVectors(String name, IOContext context) {
        @Nullable String extension = IndexFileNames.getExtension(name);
        return context.mergeInfo() == null
                && context.flushInfo() == null
                && extension != null
                && OF_VECTORS.contains(extension);
    }
}
