/**
 * Embedded Qdrant beside a real one: the same random operations to both, and every answer compared.
 */
@NullMarked
package io.kalmstream.sinks.embedded.differential;

import org.jspecify.annotations.NullMarked;
