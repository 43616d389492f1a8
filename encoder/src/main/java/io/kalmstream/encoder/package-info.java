/**
 * Text to unit vectors. A {@link io.kalmstream.encoder.TextEncoder} is a model on one device: it tokenizes, and it encodes
 * token batches. A {@link io.kalmstream.encoder.batch.DeviceBatcher} stands before each device and turns the windows of many
 * callers into device batches.
 *
 * <pre>
 *  text --tokenize--> TokenizedText --+
 *  text --tokenize--> TokenizedText --+--> DeviceBatcher --device batch--> TextEncoder.encode --> float[dimensions], |v| = 1
 * </pre>
 */
@NullMarked
package io.kalmstream.encoder;

import org.jspecify.annotations.NullMarked;
