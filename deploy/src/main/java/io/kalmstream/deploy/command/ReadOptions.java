package io.kalmstream.deploy.command;

import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.qdrant.FoundCollection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** A collection as it is, for commands that only look. */
final class ReadOptions {
    @Option(
            names = "--qdrant",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:6334",
            description = "Qdrant's gRPC address (${DEFAULT-VALUE}). An API key comes from KALMSTREAM_QDRANT_API_KEY.")
    private String qdrant = "";

    @Option(
            names = "--collection",
            paramLabel = "C",
            defaultValue = "kalmstream",
            description = "Collection or alias (${DEFAULT-VALUE}).")
    private String collection = "";

    /** Whatever model it has. Close the store. */
    VectorStore open(CommandSpec command) {
        return FoundCollection.open(collection, Specs.qdrant(command, qdrant));
    }
}
