/**
 * What a worker counts and measures, in one registry, in the text form of Prometheus.
 *
 * <pre>
 *  PipelineListener --> EventMetrics  --+
 *  BatchListener    --> DeviceMetrics --+--> WorkerMetrics --> scrape()
 *  VectorStore      --> MeasuredStore --+
 *  Kafka's clients, JVM ----------------+
 * </pre>
 *
 * <p>No label has values that events or callers bring: only enums, the worker's own topics and partitions, and routes.
 */
@NullMarked
package io.kalmstream.deploy.metrics;

import org.jspecify.annotations.NullMarked;
