/**
 * Dead letters, looked at and sent again.
 *
 * <pre>
 *  dead-letter topic --TopicScan--> DeadLetter --LetterFilter--> list
 *                                                           |--> Replay --transaction--> the topic and partition it came from
 *                                                                   ^
 *  that topic, from the letter's record on --TopicScan--> what came later
 * </pre>
 *
 * <p>A letter stays where it is when it is sent again: its copy names it, and that is how the next run knows. What promise that
 * gives is said at {@link io.kalmstream.deploy.dlq.Replay}.
 */
@NullMarked
package io.kalmstream.deploy.dlq;

import org.jspecify.annotations.NullMarked;
