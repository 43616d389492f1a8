/**
 * ONNX graphs without their weights. A model file is read once; what is kept in memory is its structure, and every large tensor
 * becomes a reference to the bytes where they lie. So a graph is a small thing to change: pooling and normalisation are appended to
 * it, and every runtime answers the same vectors.
 *
 * <pre>
 *  input_ids, token_type_ids --model--> hidden [batch, sequence, dimensions] --+
 *  attention_mask --cast--> --divided by its sum--> weights [batch, 1, sequence] --matmul--> mean --divided by its norm--> embedding
 * </pre>
 */
@NullMarked
package io.kalmstream.encoder.graph;

import org.jspecify.annotations.NullMarked;
