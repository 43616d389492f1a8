/**
 * A hand-written fake of the {@link io.kalmstream.sinks.VectorStore} port for the tests of everything that writes to one. It
 * passes the same contract kit as the Qdrant adapter, remembers every change, and fails on demand. Not for production: it keeps
 * all points in memory and compares a query with each of them.
 */
@NullMarked
package io.kalmstream.sinks.testing;

import org.jspecify.annotations.NullMarked;
