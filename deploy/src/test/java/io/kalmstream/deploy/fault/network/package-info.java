/**
 * Faults of the network, of the broker, of the group and of the local state, with a real broker and real workers in this process. Numbers
 * behind FAULTS are rows of the test matrix. Times are scaled down: sessions of seconds, transactions of a few seconds, black holes of ten.
 *
 * <pre>
 *  feed, oracle --------------------> broker
 *  workers -----> TcpFault kafka ---> broker
 *          -----> TcpFault qdrant --> embedded Qdrant
 * </pre>
 *
 * Every test says that its fault has happened, and then asks the same things: nothing lost, nothing twice, no dead letter, the store as
 * the last event of each id left it, all offsets committed, and progress after the fault.
 */
@NullMarked
package io.kalmstream.deploy.fault.network;

import org.jspecify.annotations.NullMarked;
