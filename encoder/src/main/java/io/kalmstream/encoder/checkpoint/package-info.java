/**
 * What a Hugging Face checkpoint folder says. Its own files are read and nothing else; what they leave open is decided here, and every
 * decision is kept with its source so that a person can see it. No weight is read: a tensor is a place in a file.
 *
 * <pre>
 *  config.json, modules.json, 1_Pooling/, ... --+
 *  EncoderOptions -----------------------------+--> ModelPlan (ModelSpec, prompts, pooling, decisions)
 *  *.safetensors headers ----------------------+
 * </pre>
 */
@NullMarked
package io.kalmstream.encoder.checkpoint;

import org.jspecify.annotations.NullMarked;
