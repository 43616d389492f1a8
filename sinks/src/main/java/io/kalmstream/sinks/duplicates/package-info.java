/**
 * Decides who repeats whom. It runs after the points of a window are upserted, so that of two workers which meet the same text at
 * the same time at least one sees the other's, and the order (event time, then id) is total, so that both decide alike:
 *
 * <pre>
 *   upsert window ──&gt; search canonical neighbours ──&gt; earliest leads ──&gt; verdicts ──&gt; MarkDuplicate
 * </pre>
 */
@NullMarked
package io.kalmstream.sinks.duplicates;

import org.jspecify.annotations.NullMarked;
