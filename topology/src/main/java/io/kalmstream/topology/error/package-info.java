/**
 * Dead letters: records of their own with the failed record's bytes, key and headers untouched. They are forwarded like any
 * output, so that they are written exactly once and by the row that failed, never by the one that happened to be read last.
 */
@NullMarked
package io.kalmstream.topology.error;

import org.jspecify.annotations.NullMarked;
