/**
 * Near-duplicates from the command line: which threshold suits one's texts, and which groups there are.
 */
@NullMarked
package io.kalmstream.deploy.dedup;

import org.jspecify.annotations.NullMarked;
