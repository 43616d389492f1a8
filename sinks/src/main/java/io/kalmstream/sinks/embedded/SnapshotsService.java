package io.kalmstream.sinks.embedded;

import io.qdrant.client.grpc.SnapshotsGrpc;

/** There are no snapshots here: every call is answered UNIMPLEMENTED. */
final class SnapshotsService extends SnapshotsGrpc.SnapshotsImplBase {}
