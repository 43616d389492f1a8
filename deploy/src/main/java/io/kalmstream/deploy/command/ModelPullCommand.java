package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.encoder.hub.HubModel;
import io.kalmstream.encoder.hub.ModelHub;
import io.kalmstream.encoder.hub.Snapshot;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "pull",
        description = {
            "Bring a model of the Hugging Face Hub into the cache that its own tools use.",
            "What is here is not fetched again, what was cut off goes on, and every file's checksum is compared."
        },
        footer = {
            "",
            "HF_TOKEN for gated models, HF_HOME or HF_HUB_CACHE for the cache's place, HF_ENDPOINT for a mirror,"
                    + " HF_HUB_OFFLINE=1 for no network, HTTPS_PROXY for a proxy."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ModelPullCommand implements Callable<Integer> {
    @Parameters(paramLabel = "hf:ORG/NAME[@REVISION]", description = "The model.")
    private String model = "";

    @Option(names = "--json", description = "Print one JSON object: model, commit, folder, fetched_bytes, seconds.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ModelPullCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Specs.of(spec);
        PrintWriter err = command.commandLine().getErr();
        PrintWriter out = command.commandLine().getOut();
        long begun = System.nanoTime();
        Snapshot snapshot;
        long fetched;
        try (PullView view = new PullView(err, Terminal.find())) {
            snapshot = ModelHub.fromEnvironment().pull(HubModel.parse(model), view);
            fetched = view.fetched();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (json) {
            out.println(object(snapshot, fetched, seconds));
        } else {
            out.println(
                    fetched == 0
                            ? snapshot.model() + " is here already, at " + snapshot.commit()
                            : String.format(
                                    Locale.ROOT,
                                    "%s at %s: %s in %.1f s (%s/s), checksums right",
                                    snapshot.model(),
                                    snapshot.commit(),
                                    Sizes.of(fetched),
                                    seconds,
                                    Sizes.of((long) (fetched / Math.max(seconds, 1e-3)))));
            out.println(snapshot.folder());
        }
        return ExitCode.OK;
    }

    private static ObjectNode object(Snapshot snapshot, long fetched, double seconds) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("model", snapshot.model().toString())
                .put("commit", snapshot.commit())
                .put("folder", snapshot.folder().toString())
                .put("fetched_bytes", fetched)
                .put("seconds", seconds);
    }
}
