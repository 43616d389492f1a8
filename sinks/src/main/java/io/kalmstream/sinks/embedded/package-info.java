/**
 * Qdrant for development, inside this process: Qdrant's own gRPC services over Apache Lucene, on disk, so that every Qdrant client and
 * our own adapter work without a server to install. What it leaves out answers UNIMPLEMENTED with the name of the feature. It is not for
 * production: one process, no replication, no snapshots, no access control.
 *
 * <pre>
 *   Qdrant client --gRPC--&gt; CollectionsService --&gt; catalog: names, aliases, descriptions
 *                           PointsService ------&gt; catalog --&gt; collection: journal, Lucene index, search
 * </pre>
 */
@NullMarked
package io.kalmstream.sinks.embedded;

import org.jspecify.annotations.NullMarked;
