package io.kalmstream.deploy.worker;

import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.topology.PipelineSettings;
import io.kalmstream.topology.window.PipelineListener;
import java.util.function.UnaryOperator;

/** Real workers with limits of a test's choosing. */
public final class TunedWorkers {
    private TunedWorkers() {}

    /** @param checked whether settings that cannot work stop the start, as they do in production */
    public static Worker start(
            WorkerSettings settings, TextEncoder encoder, UnaryOperator<PipelineSettings> limits, boolean checked) {
        return Worker.start(
                settings,
                encoder,
                PipelineListener.NONE,
                new WorkerSeams(UnaryOperator.identity(), UnaryOperator.identity(), limits, checked));
    }
}
