/**
 * The whole stack on one machine, without containers, for a first try and for tests: a real Kafka broker in this process, a real
 * schema registry as a child process, Qdrant's API over a local index. All of it listens on loopback only and keeps its data in
 * folders it is given.
 *
 * <pre>
 *  LocalStack
 *   +-- LocalBroker     this process     data/kafka
 *   +-- LocalRegistry   child process    data/registry
 *   +-- EmbeddedQdrant  this process     data/qdrant
 * </pre>
 */
@NullMarked
package io.kalmstream.deploy.local;

import org.jspecify.annotations.NullMarked;
