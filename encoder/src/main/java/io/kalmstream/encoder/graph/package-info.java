/**
 * ONNX graphs without their weights: what is kept in memory is a model's structure, and every large tensor is a reference to the bytes
 * where they lie. A checkpoint's graph is written here from its plan, in operators that every runtime knows; BERT can also be written
 * in operators of one runtime on processors, which are faster there. Pooling and normalisation are part of both, so every runtime
 * answers the same vectors.
 *
 * <pre>
 *  ModelPlan --> embeddings --> blocks of an architecture --> final norm --+
 *                                                                          +--> pooling --> slice --> unit length: embedding
 *  ONNX file --> OnnxStructure --> BertTensors --> FusedBert --------------+
 * </pre>
 */
@NullMarked
package io.kalmstream.encoder.graph;

import org.jspecify.annotations.NullMarked;
