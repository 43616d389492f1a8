/**
 * For the tests of everything that writes to a store; not for production.
 *
 * <p>{@link io.kalmstream.sinks.testing.TestingVectorStore} is a hand-written fake of the {@link io.kalmstream.sinks.VectorStore}
 * port: it keeps all points in memory and compares a query with each of them. {@link io.kalmstream.sinks.testing.TestingStore} is a
 * server: Qdrant itself, with faults between it and its clients. Both pass the port's contract kit, remember every change and fail on
 * demand.
 */
@NullMarked
package io.kalmstream.sinks.testing;

import org.jspecify.annotations.NullMarked;
