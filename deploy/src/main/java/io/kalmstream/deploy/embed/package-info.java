/**
 * Lines of text to vectors, in a stream: what comes out is in the order of what goes in, line for line, and memory is bounded however
 * long the input is.
 *
 * <pre>
 *  bytes --TextLines--> windows --DeviceBatcher--> outcomes --EmbedRun, in order--> VectorOutput (JSON lines, plain text, .npy)
 *         reader thread            (a few ahead)              the caller's thread
 * </pre>
 */
@NullMarked
package io.kalmstream.deploy.embed;

import org.jspecify.annotations.NullMarked;
