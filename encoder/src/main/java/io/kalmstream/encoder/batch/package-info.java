/**
 * Windows of many callers become device batches. A batch is chosen when the device is ready for it, never by a timer: so an idle
 * device starts at once, and a busy one finds its next batch prepared.
 *
 * <pre>
 *                                        Pipeline (one lock)
 *            +-----------------------------------------------------------------------+
 *  submit --> SourcesInTurn --tokenizer threads--> LengthOrderedLookAhead --> prepared --> device thread: BisectOnFailure,
 *            | texts, a queue    (tokenize outside    tokenized rows by          one   |                   VectorGuard
 *            | a source          the lock)            length                   batch   |                      |
 *            +-----------------------------------------------------------------------+                       |
 *  caller &lt;-- CompletableFuture&lt;List&lt;EncodeOutcome&gt;&gt; &lt;-- answers thread &lt;---------------------------------+
 * </pre>
 *
 * <p>Queues and their bounds. Texts of one source: 16,384 ({@code submit} waits beyond that; a window that is larger by itself is
 * let in when the source has none waiting). Look-ahead: {@link io.kalmstream.encoder.batch.BatchBudget#lookAheadRows()}, those
 * being tokenized included, so memory for tokens is bounded whatever callers submit. Prepared: one batch. Running: one batch.
 * Answers: what is finished and not yet taken by its caller; bounded by what callers have submitted.
 *
 * <p>Locks. There is one, in {@code Pipeline}. Under it no tokenizer, device, listener or future is called; the longest thing done
 * under it is choosing a batch from the look-ahead (below 0.1 ms). Whoever changes what waits chooses the next batch: the device
 * thread if it is ready, else a tokenizer thread while the device is busy.
 *
 * <p>Failures. What only some texts of a batch fail on is found by halving and rejected with them. What needs too much memory is
 * encoded in smaller parts, and nobody is told. A call that does not return is noticed by a watching thread; then the batcher has ended.
 *
 * <p>Order. Sources are served one text each in turn. A batch always contains the row that has been in the look-ahead longest, so a
 * row is passed over by at most those rows that were there before it.
 */
@NullMarked
package io.kalmstream.encoder.batch;

import org.jspecify.annotations.NullMarked;
