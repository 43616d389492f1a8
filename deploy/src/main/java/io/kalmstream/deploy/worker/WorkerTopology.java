package io.kalmstream.deploy.worker;

import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.topology.KalmTopology;
import io.kalmstream.topology.PipelineSettings;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.profile.Recommending;
import io.kalmstream.topology.window.PipelineListener;
import io.kalmstream.topology.window.PipelineParts;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/** The topology that a worker's settings ask for. */
public final class WorkerTopology {
    private WorkerTopology() {}

    /**
     * Connects to nothing.
     *
     * @param encoder closed by this
     */
    public static TopologyDescription describe(WorkerSettings settings, TextEncoder encoder) {
        WorkerPorts ports = WorkerPorts.ofQdrant(settings, encoder, PipelineListener.NONE);
        try (WorkerParts parts = WorkerParts.open(settings, ports, WorkerSeams.NONE)) {
            PipelineSettings pipeline = PipelineSettings.defaults(
                    settings.topics(),
                    encoder.model(),
                    settings.duplicates(),
                    new DeadLetters(LetterLimit.ENOUGH),
                    StreamsSettings.session(settings));
            PipelineParts shared = parts.forTopology(settings, "", PipelineListener.NONE, () -> 0);
            return build(settings, pipeline, parts, shared).describe();
        }
    }

    static Topology build(WorkerSettings settings, PipelineSettings pipeline, WorkerParts parts, PipelineParts shared) {
        Recommending recommending = settings.recommending();
        return recommending == null
                ? KalmTopology.build(pipeline, shared)
                : KalmTopology.build(pipeline, shared, recommending, parts.forProfiles(shared.listener()));
    }
}
