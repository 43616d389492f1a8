/**
 * What every part of the embedded Qdrant says on the wire: point ids, vectors, and refusals in Qdrant's words. A request that
 * carries a field this build does not know is refused, never half understood.
 */
@NullMarked
package io.kalmstream.sinks.embedded.wire;

import org.jspecify.annotations.NullMarked;
