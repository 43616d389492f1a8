/**
 * Vectors to a store. {@link io.kalmstream.sinks.VectorStore} is the port; {@code sinks.qdrant} is the adapter for Qdrant,
 * {@code sinks.embedded} serves Qdrant's own API for development, {@code sinks.duplicates} decides who repeats whom.
 */
@NullMarked
package io.kalmstream.sinks;

import org.jspecify.annotations.NullMarked;
