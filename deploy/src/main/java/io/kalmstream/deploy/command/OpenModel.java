package io.kalmstream.deploy.command;

import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.hub.HubModel;
import io.kalmstream.encoder.hub.ModelFolder;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Models for commands that somebody watches: what has to be pulled first is pulled with a bar. */
final class OpenModel {
    private OpenModel() {}

    static TextEncoder open(ModelChoice choice, PrintWriter err) throws InterruptedException {
        pull(choice, err);
        return choice.open();
    }

    /** Only what has to be pulled, for those who open the model later. */
    static void pull(ModelChoice choice, PrintWriter err) throws InterruptedException {
        if (HubModel.names(choice.model())) {
            Path _ = folder(choice.model(), err);
        }
    }

    /** The checkpoint's folder that a model's name means. */
    static Path folder(String model, PrintWriter err) throws InterruptedException {
        try (PullView view = new PullView(err, Terminal.find())) {
            return ModelFolder.of(model, view);
        }
    }
}
