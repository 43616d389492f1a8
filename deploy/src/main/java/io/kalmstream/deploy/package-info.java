/** What runs: the worker, the command line, and the whole stack in one process tree for a first try. */
@NullMarked
package io.kalmstream.deploy;

import org.jspecify.annotations.NullMarked;
