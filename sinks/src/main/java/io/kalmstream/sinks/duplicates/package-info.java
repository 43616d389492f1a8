/**
 * Decides who repeats whom, and keeps that right. {@link io.kalmstream.sinks.duplicates.DuplicateGroups} runs after the points of a
 * window are upserted or removed, so that of two workers which meet the same text at the same time at least one sees the other's, and
 * the order (when a text was said, then id) is total, so that both decide alike:
 *
 * <pre>
 *   upserted, removed --&gt; their followers --&gt; search canonical neighbours --&gt; earliest leads --&gt; write marks
 *                              ^                                                                     |
 *                              +---- whoever has lost its leader, or leads anew (next round) &lt;-------+
 * </pre>
 */
@NullMarked
package io.kalmstream.sinks.duplicates;

import org.jspecify.annotations.NullMarked;
