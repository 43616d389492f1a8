/**
 * What a worker says that cannot start, or may not go on: the worker command in this JVM, its exit code and all it prints. Numbers
 * behind FAULTS are rows of the test matrix.
 */
@NullMarked
package io.kalmstream.deploy.fault.start;

import org.jspecify.annotations.NullMarked;
