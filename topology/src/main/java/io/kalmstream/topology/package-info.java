/**
 * The Kafka Streams topology: events in, windows, vectors upserted, dead letters and duplicates out; and, where its topics are set,
 * interactions in and recommendations out.
 */
@NullMarked
package io.kalmstream.topology;

import org.jspecify.annotations.NullMarked;
