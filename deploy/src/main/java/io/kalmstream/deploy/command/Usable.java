package io.kalmstream.deploy.command;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.checkpoint.Checkpoints;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.hub.CachedModel;

/**
 * Whether a model in the cache can be opened as it is.
 *
 * @param what its architecture, or why not
 */
record Usable(boolean isUsable, String what) {
    static Usable of(CachedModel model) {
        if (!model.missing().isEmpty()) {
            return new Usable(false, "it lacks " + String.join(", ", model.missing()) + "; pull it");
        }
        try {
            ModelPlan plan = Checkpoints.plan(model.snapshot().folder(), EncoderOptions.defaults());
            return new Usable(true, PlanText.architecture(plan));
        } catch (EncoderException e) {
            return new Usable(false, String.valueOf(e.getMessage()));
        }
    }

    String sentence() {
        return isUsable ? what : "no: " + what;
    }
}
