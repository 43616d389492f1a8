/**
 * Benchmarks of what the repository promises. The encoder's goes the way of a worker's texts: windows into a device batcher, which
 * tokenizes, and chooses batches for a model; and it may be compared with another program on the same texts in the same run.
 *
 * <pre>
 *  sample events --> BenchTexts --windows--> DeviceBatcher --> TextEncoder --+--> Speed, Cosines --> EncoderReport
 *                        |                     (in turns)                    |
 *                        +-------------------> Peer -------------------------+
 * </pre>
 *
 * <p>The pipeline's runs a whole worker with a broker in this process. While the topic is filled nothing of it can be read, so that the
 * filling takes no time of the worker's:
 *
 * <pre>
 *  BenchEvents --BenchFeed--> topic --> Worker --> store        PipelineRounds: all at once, until all have settled
 *                                         |                                     some at a time, and how long each took
 *                                         +--> SettledMeter, BatchMeter --> PipelineReport
 * </pre>
 */
@NullMarked
package io.kalmstream.deploy.bench;

import org.jspecify.annotations.NullMarked;
