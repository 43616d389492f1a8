/**
 * The topics a worker reads and writes: what each is for, how it should be, and making those that are missing.
 */
@NullMarked
package io.kalmstream.deploy.topics;

import org.jspecify.annotations.NullMarked;
