/**
 * Collections on disk.
 *
 * <pre>
 *                        one writer at a time                        any number of readers
 *   operation -> parse -> journal (before the answer) -> Lucene index -> refreshed searcher -> exact scan | HNSW
 *                             |                              |
 *                             +--- replayed at open from <---+  every so often a commit, which begins a new journal file
 * </pre>
 *
 * <p>An acknowledged operation is in the journal file, so it outlives the process ({@code kill -9}); it is forced to the disk only by
 * the next commit, so it may not outlive the machine. Lucene's own files are those of the last commit until the next one.
 */
@NullMarked
package io.kalmstream.sinks.embedded.collection;

import org.jspecify.annotations.NullMarked;
