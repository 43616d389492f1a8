/**
 * What is read: a record as Kafka gave it ({@link io.kalmstream.topology.event.RawEvent}) and what it means
 * ({@link io.kalmstream.topology.event.Decoded}). The raw bytes stay with an event all the way, so that it can be decoded again
 * after a restart and put into the dead letters untouched.
 *
 * <pre>
 *  topic, headers, key, value --Decoder--> Document     upsert it
 *                                      |-> Deletion     delete it
 *                                      +-> Undecodable  dead letter
 * </pre>
 */
@NullMarked
package io.kalmstream.topology.event;

import org.jspecify.annotations.NullMarked;
