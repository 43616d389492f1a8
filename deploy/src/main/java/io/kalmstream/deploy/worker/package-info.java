/**
 * A worker: one process that reads events, encodes them on one device and keeps a collection in step. It owns everything the topology
 * works with, starts it in order, and stops it in the opposite one.
 *
 * <pre>
 *  Worker -- KafkaStreams --> DeviceBatcher --> TextEncoder
 *                 |-> VectorStore
 *                 +-> schema registry
 * </pre>
 */
@NullMarked
package io.kalmstream.deploy.worker;

import org.jspecify.annotations.NullMarked;
