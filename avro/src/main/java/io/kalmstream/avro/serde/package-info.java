/**
 * Avro records on Kafka in Confluent's wire format, with Confluent's configuration keys: what {@code KafkaAvroSerializer} and
 * {@code KafkaAvroDeserializer} write and read, these classes read and write.
 *
 * <pre>
 *  byte 0 | schema id, 4 bytes big-endian | Avro binary
 *
 *  bytes --WireFormat--> id --SchemaRegistryClient--> writer schema --PayloadCheck--> harmless bytes --Avro--> record
 * </pre>
 *
 * <p>Bytes and writer schemas are taken to be hostile: nothing is allocated, and nothing recurses, on a length or a depth that
 * they merely claim. What goes wrong has a type ({@link io.kalmstream.avro.serde.SerdeException}), so that a caller can tell a
 * bad record from an outage and from a wrong setting.
 *
 * <p>A worker with {@code avro.serdes=confluent} uses Confluent's own classes in their place
 * ({@link io.kalmstream.avro.serde.AvroSerdes}). They are in {@code src/confluent} and in builds with the Maven profile
 * {@code confluent} only: Maven Central does not have what they need.
 */
@NullMarked
package io.kalmstream.avro.serde;

import org.jspecify.annotations.NullMarked;
