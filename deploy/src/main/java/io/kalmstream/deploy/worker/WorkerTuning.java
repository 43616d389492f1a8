package io.kalmstream.deploy.worker;

import io.kalmstream.topology.PipelineSettings;
import java.util.function.UnaryOperator;

/**
 * What only tests change: limits small enough to be reached, and settings that a worker refuses.
 *
 * @param limits of the pipeline, from the ones to start with
 * @param checked whether waits that cannot be kept stop the start
 */
record WorkerTuning(UnaryOperator<PipelineSettings> limits, boolean checked) {
    static final WorkerTuning NONE = new WorkerTuning(UnaryOperator.identity(), true);
}
