/**
 * The topics of a worker as an operator sees them: how they are, how they differ from what {@link io.kalmstream.deploy.worker.TopicUse}
 * asks for, and making those that are missing.
 */
@NullMarked
package io.kalmstream.deploy.topics;

import org.jspecify.annotations.NullMarked;
