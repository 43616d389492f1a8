/** The Kafka Streams topology: events in, windows, vectors upserted, dead letters and duplicates out. */
@NullMarked
package io.kalmstream.topology;

import org.jspecify.annotations.NullMarked;
