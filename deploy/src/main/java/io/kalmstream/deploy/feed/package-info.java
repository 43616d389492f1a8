/**
 * Anyone's lines of JSON become records on the input topic, or on that of interactions.
 *
 * <pre>
 *  bytes --BoundedLines--> RawLine --LineReader(EventLines)--> FeedRecord --EventFeed--> topic
 *                                                              Event       key = id, value = TextEvent (Avro)
 *                                                              Interacted  key = user, value = Interaction (Avro)
 *                                                              Tombstone   key = id, no value
 *                                                              Broken      no key,   value = the line as it stood
 * </pre>
 *
 * <p>A line that cannot be understood is sent all the same: the worker makes a dead letter of it, as it does of everybody's bad
 * records, and nothing is lost between two places that both report errors.
 */
@NullMarked
package io.kalmstream.deploy.feed;

import org.jspecify.annotations.NullMarked;
