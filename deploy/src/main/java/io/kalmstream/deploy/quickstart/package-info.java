/**
 * The first try: the whole stack on this machine, events fed through it, and a check that every one of them is accounted for. The
 * check believes none of the pipeline's counters: it compares what was sent with what the dead-letter topic and the vector store
 * hold afterwards.
 *
 * <pre>
 *  samples or input --feed--> topic --worker--> store, dead letters
 *        |                       |                    |
 *        +---- what was meant ---+---- Sent ----> Accounting ----> problems, if any
 * </pre>
 */
@NullMarked
package io.kalmstream.deploy.quickstart;

import org.jspecify.annotations.NullMarked;
