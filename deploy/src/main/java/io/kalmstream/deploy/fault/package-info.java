/**
 * Faults made on purpose, for tests and benchmarks: a proxy on loopback that stands before a server and does to its clients what
 * networks do. Every fault is counted where it happens, so that a test can tell that it did.
 *
 * <pre>
 *  client -- Link --> Pump: read | due, gate, loss, pace | write --> server
 *         <- Link --- Pump: write | due, gate, loss, pace | read <--
 * </pre>
 *
 * The faults of one direction are its {@code Lane}, shared by all connections: what is slow is the line and not one connection.
 */
@NullMarked
package io.kalmstream.deploy.fault;

import org.jspecify.annotations.NullMarked;
