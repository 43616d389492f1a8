package io.kalmstream.deploy.fault.process;

import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.window.CloseReason;
import io.kalmstream.topology.window.PipelineListener;
import io.kalmstream.topology.window.Settlement;
import java.time.Duration;

/** The failpoints that a listener stands at. */
record PassingListener(Failpoints points) implements PipelineListener {
    @Override
    public void windowClosed(CloseReason reason, int rows) {
        if (reason != CloseReason.SHUTDOWN) {
            points.pass(Site.BUFFERED);
        }
    }

    @Override
    public void settled(Origin origin, Settlement outcome, Duration sinceEvent) {
        if (outcome == Settlement.UPSERTED || outcome == Settlement.DEAD_LETTERED) {
            points.pass(Site.AFTER_FORWARD);
        }
    }
}
