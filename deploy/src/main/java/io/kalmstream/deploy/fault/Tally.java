package io.kalmstream.deploy.fault;

import java.util.concurrent.atomic.LongAdder;

/** Threads: any. */
final class Tally {
    final LongAdder connections = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder cut = new LongAdder();
    final LongAdder requestBytes = new LongAdder();
    final LongAdder replyBytes = new LongAdder();
    final LongAdder heldBytes = new LongAdder();
    final LongAdder lostBytes = new LongAdder();
    final LongAdder delayedBytes = new LongAdder();
    final LongAdder pacedBytes = new LongAdder();

    FaultCounts counts() {
        return new FaultCounts(
                connections.sum(),
                refused.sum(),
                cut.sum(),
                requestBytes.sum(),
                replyBytes.sum(),
                heldBytes.sum(),
                lostBytes.sum(),
                delayedBytes.sum(),
                pacedBytes.sum());
    }
}
