package io.kalmstream.deploy.command;

import io.kalmstream.deploy.config.CollectionKeys;
import io.kalmstream.deploy.config.ConfigKeys;
import io.kalmstream.deploy.config.ModelKeys;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.qdrant.CollectionSettings;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** A collection as it should be: which one, of which model, with which settings. */
final class CollectionTarget {
    @Mixin
    private final CollectionOptions where = new CollectionOptions();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A key of the worker's file, over the file's, such as qdrant.vectors.datatype=float16.")
    private Map<String, String> set = new HashMap<>();

    @Mixin
    private final ModelOptions model = new ModelOptions();

    CollectionTarget() {}

    /**
     * Opens the model, whose stamp and dimensions the collection has.
     *
     * @throws CommandException a key is unknown
     */
    Target target(CommandSpec command) throws InterruptedException {
        Map<String, String> keys = where.keys();
        keys.putAll(set);
        keys.putAll(model.keys());
        ConfigKeys.requireKnown(keys);
        CollectionSettings settings = CollectionKeys.settings(keys);
        QdrantSettings server = CollectionOptions.qdrant(keys);
        try (TextEncoder encoder =
                OpenModel.open(ModelKeys.choice(keys), command.commandLine().getErr())) {
            CollectionSpec spec = new CollectionSpec(
                    CollectionOptions.collection(keys),
                    encoder.model().dimensions(),
                    encoder.model().stamp());
            return new Target(spec, settings, server);
        }
    }

    record Target(CollectionSpec spec, CollectionSettings settings, QdrantSettings server) {}
}
