/**
 * Faults that only a process can have: workers and brokers run in JVMs of their own and are killed, stopped and told to end, at places
 * of the test's choosing. A worker's process is the worker command as it is, with failpoints around its encoder, vector store,
 * listener and Kafka clients.
 *
 * <pre>
 *   this JVM                                          child JVMs
 *   Scene: broker, embedded Qdrant  &lt;--- TCP ---      WorkerProgram: worker command + Failpoints
 *   Load --- events ---&gt; topic                        BrokerProgram (where the broker is the victim)
 *   Reckoning: topics, offsets and points compared with what was sent
 * </pre>
 */
@NullMarked
package io.kalmstream.deploy.fault.process;

import org.jspecify.annotations.NullMarked;
