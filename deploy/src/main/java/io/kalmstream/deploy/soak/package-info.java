/**
 * The whole thing under load while a nemesis kills, stops and restarts workers and the broker and disturbs the vector store; then
 * everything is healed, progress is demanded, and what is there is compared with what the input topic says must be there.
 *
 * <pre>
 *  this process                                            processes of their own
 *  ------------                                            ----------------------
 *  Load: EventDraws --------- events -------------------->  SoakBroker  <------>  SoakWorker 1, 2, 3
 *  Nemesis: SIGKILL, SIGSTOP, SIGTERM ------------------------^----------------------^      |
 *           refuse, slow, hang, lose replies --> TcpFault &lt;---------------------------------+
 *                                                   |
 *                                              embedded Qdrant, or a real one
 *
 *  afterwards: input topic --> Expectation --> checks of the points, letters, vectors and duplicates --> Findings --> SoakReport
 * </pre>
 *
 * The expectation is made from the input topic as it was read back, not from what the load meant to send: partitions and offsets are
 * then facts.
 */
@NullMarked
package io.kalmstream.deploy.soak;

import org.jspecify.annotations.NullMarked;
