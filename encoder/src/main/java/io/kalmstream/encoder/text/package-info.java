/**
 * Strings to token ids. Text comes from strangers: it is bounded before anything is computed from it, and every string of Java is
 * made one that the tokenizer can read.
 *
 * <pre>
 *  text --prompt, strip--> --cut to 64 characters a token--> --lone surrogates replaced--> tokenizer.json --truncated--> TokenizedText
 * </pre>
 */
@NullMarked
package io.kalmstream.encoder.text;

import org.jspecify.annotations.NullMarked;
