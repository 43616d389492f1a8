/**
 * Windows: the way of an event from Kafka through device and vector store back to Kafka. Every task has a pipeline of its own; they
 * share the device batcher and the vector store.
 *
 * <pre>
 *  stream thread                                                          batcher's threads     store threads
 *  -------------                                                          -----------------     -------------
 *  process(record)
 *    decode --bad--> dead letter
 *      |
 *      v
 *    pending store (changelog) --restart--> replay
 *      |
 *      v
 *    open window: latest event of each document; the earlier is SUPERSEDED when that one is settled
 *      | closes on records, tokens, bytes, age, idle device
 *      v
 *    plan: nothing changed? UNCHANGED -- texts, each once -------------->  DeviceBatcher
 *      |                                                                        | vectors
 *      v                                                                        v
 *    windows in flight, in order                                          apply changes, find duplicates, mark them
 *      | head done? (asked in process() and every 10 ms)                        |   after the window before
 *      v                                                                        |
 *    settle: dead letters, duplicates, documents store, pending store  &lt;--------+ result (a future)
 * </pre>
 *
 * <p>The stream thread owns everything but three things: the batcher and the store (shared by all tasks) and the
 * {@code StoreGate}. Nothing that runs elsewhere touches Kafka; results are futures that the stream thread looks at. So what a
 * window does to Kafka happens between two commits, in one transaction, and no commit ever waits for the device.
 *
 * <ul>
 *   <li>Queues: the windows in flight of each task (bounded in records and bytes; a full one makes {@code process()} wait, for a
 *       bounded time), and the batcher's own.
 *   <li>Locks: the store gate's, held to count calls and never during one.
 *   <li>Threads: Kafka's stream threads; the batcher's; one store thread per task at most, from the executor given.
 * </ul>
 *
 * <p>A failure of the device or the store fails the window, all after it, and with the next look the task, without a commit. Its
 * next owner finds the events in the pending store and sends them again; every write to the vector store may be repeated.
 */
@NullMarked
package io.kalmstream.topology.window;

import org.jspecify.annotations.NullMarked;
