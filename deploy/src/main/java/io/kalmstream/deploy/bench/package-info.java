/**
 * Benchmarks of what the repository promises. The encoder's goes the way of a worker's texts: windows into a device batcher, which
 * tokenizes, and chooses batches for a model; and it may be compared with another program on the same texts in the same run.
 *
 * <pre>
 *  sample events --> BenchTexts --windows--> DeviceBatcher --> TextEncoder --+--> Speed, Cosines --> EncoderReport
 *                        |                     (in turns)                    |
 *                        +-------------------> Peer -------------------------+
 * </pre>
 */
@NullMarked
package io.kalmstream.deploy.bench;

import org.jspecify.annotations.NullMarked;
