/**
 * The configuration: every key that a worker knows, once, with its type, default, check and a sentence. What is wrong with a
 * configuration is gathered and told at once.
 *
 * <pre>
 *  file, environment, options --> ConfigKeys: which keys there are, in groups
 *                                   +--> a class for each concern (QdrantKeys, HttpKeys, ...) reads its own --> WorkerConfig
 * </pre>
 */
@NullMarked
package io.kalmstream.deploy.config;

import org.jspecify.annotations.NullMarked;
