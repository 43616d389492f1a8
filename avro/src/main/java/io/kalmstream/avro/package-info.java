/** The Avro records KalmStream reads and writes (generated from {@code src/main/avro}), and how they travel on Kafka. */
@NullMarked
package io.kalmstream.avro;

import org.jspecify.annotations.NullMarked;
