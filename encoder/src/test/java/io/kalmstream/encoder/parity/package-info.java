/**
 * Checkpoints run here against what the real implementation answers for them. The fixtures are made by {@code src/test/python}, whose
 * {@code make_fixtures.py} says what is in them.
 *
 * <pre>
 *  make_fixtures.py --checkpoint--> Encoders.open --tokenize, encode--> ids, vectors
 *         |                                                                 | equal?
 *         +----------sentence-transformers--> reference ids, vectors -------+
 * </pre>
 */
@NullMarked
package io.kalmstream.encoder.parity;

import org.jspecify.annotations.NullMarked;
