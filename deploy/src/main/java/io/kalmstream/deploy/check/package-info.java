/**
 * Looking before anything runs: whether a worker would find everything it needs ({@link io.kalmstream.deploy.check.WorkerCheck}), and
 * whether this machine can run one ({@link io.kalmstream.deploy.check.MachineCheck}). Nothing is changed anywhere.
 *
 * <pre>
 *  settings --> probes: kafka, topics, rights, registry, model, qdrant --> findings --> table, JSON, exit code
 * </pre>
 */
@NullMarked
package io.kalmstream.deploy.check;

import org.jspecify.annotations.NullMarked;
