/**
 * Windows of many callers become device batches.
 *
 * <pre>
 *  submit(texts, source) --> tokenizer pool --> queue by source --fair, length-ordered, token budget--> device thread
 *                                                                                                          |
 *  caller <-- CompletableFuture&lt;List&lt;EncodeOutcome&gt;&gt;, completed off the device thread <-----------------+
 * </pre>
 */
@NullMarked
package io.kalmstream.encoder.batch;

import org.jspecify.annotations.NullMarked;
