/**
 * A worker, a real broker, and a vector store that fails as told (FAULTS 38 to 45). The judge is what the store has: its points, and
 * the history of what it applied.
 */
@NullMarked
package io.kalmstream.deploy.fault.store;

import org.jspecify.annotations.NullMarked;
