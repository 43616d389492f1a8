/**
 * Models on ONNX Runtime, on processor cores.
 *
 * <pre>
 *  List&lt;TokenizedText&gt; --padded into direct buffers--> OrtSession --float [batch, dimensions]--> List&lt;float[]&gt;
 * </pre>
 */
@NullMarked
package io.kalmstream.encoder.onnx;

import org.jspecify.annotations.NullMarked;
