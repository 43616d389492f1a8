/** Which collections and aliases there are, and what clients said about them when they created them. */
@NullMarked
package io.kalmstream.sinks.embedded.catalog;

import org.jspecify.annotations.NullMarked;
