/**
 * Whether a model that opens also answers what it should. A model that is causal instead of bidirectional, or that misses its end token,
 * gives vectors that look right: only known answers tell.
 *
 * <pre>
 *  TextEncoder --texts of ours--> finite? of unit length? the same alone as in a batch?
 *              --texts with published answers--> the same tokens? the same vector? the same cosines?
 * </pre>
 */
@NullMarked
package io.kalmstream.encoder.check;

import org.jspecify.annotations.NullMarked;
