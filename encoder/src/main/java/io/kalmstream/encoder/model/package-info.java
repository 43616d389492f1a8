/**
 * From a checkpoint folder to a running encoder, and to files that other tools can read. An fp32 model is opened over the checkpoint's
 * own bytes and needs no file of ours; an int8 model has its weights in a file that is written once, tensor by tensor, beside the
 * checkpoint or in the cache. What was written is valid when its stamp file is there, which is written last.
 *
 * <pre>
 *                        +--> ModelGraph.fp32 --- weights: *.safetensors -----------+
 *  folder --> ModelPlan -+                                                          +--> OnnxTextEncoder
 *                        +--> ModelGraph.int8 --- weights: kalmstream.int8.bin -----+
 *                                                      ^
 *                        *.safetensors --Int8Writer----+
 * </pre>
 */
@NullMarked
package io.kalmstream.encoder.model;

import org.jspecify.annotations.NullMarked;
