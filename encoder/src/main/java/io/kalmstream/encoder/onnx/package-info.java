/**
 * Models on ONNX Runtime, on processor cores. A device batch is cut into shards of like length; each is one run of one shared session
 * on one thread, because threads that share every operator wait for each other after every operator.
 *
 * <pre>
 *                            +--> shard --padded into direct buffers--> OrtSession.run --+   the calling thread
 *  List&lt;TokenizedText&gt; --+--> shard --padded into direct buffers--> OrtSession.run --+--> List&lt;float[]&gt;
 *                            +--> shard --padded into direct buffers--> OrtSession.run --+   kalm-encoder-1, -2, ...
 * </pre>
 */
@NullMarked
package io.kalmstream.encoder.onnx;

import org.jspecify.annotations.NullMarked;
