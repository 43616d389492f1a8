package io.kalmstream.deploy.command;

import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.qdrant.CollectionAdmin;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which collection: as a worker's file names it, options over it. */
final class CollectionOptions {
    private static final String DEFAULT_QDRANT = "http://127.0.0.1:6334";
    private static final String DEFAULT_COLLECTION = "kalmstream";

    @Option(names = "--config", paramLabel = "FILE", description = "The worker's .properties file.")
    private @Nullable Path config;

    @Option(
            names = "--qdrant",
            paramLabel = "URL",
            description = "Qdrant's gRPC address (qdrant.url; " + DEFAULT_QDRANT
                    + "). An API key comes from KALMSTREAM_QDRANT_API_KEY.")
    private @Nullable String qdrant;

    @Option(
            names = "--collection",
            paramLabel = "C",
            description = "The collection (qdrant.collection; " + DEFAULT_COLLECTION + ").")
    private @Nullable String collection;

    CollectionOptions() {}

    /** By the keys of a worker's file, those with a default included. */
    Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>(Map.of(
                WorkerFile.QDRANT, DEFAULT_QDRANT,
                WorkerFile.COLLECTION, DEFAULT_COLLECTION));
        if (config != null) {
            keys.putAll(WorkerFile.read(config));
        }
        DecisionOptions.put(keys, WorkerFile.QDRANT, qdrant);
        DecisionOptions.put(keys, WorkerFile.COLLECTION, collection);
        return keys;
    }

    static QdrantSettings qdrant(CommandSpec command, Map<String, String> keys) {
        return Specs.qdrant(
                command, keys.getOrDefault(WorkerFile.QDRANT, DEFAULT_QDRANT).strip());
    }

    /** As it is; to be closed. Its admin goes with the call: the store has connections of its own. */
    static VectorStore open(CommandSpec command, Map<String, String> keys) {
        try (CollectionAdmin admin = new CollectionAdmin(qdrant(command, keys))) {
            return admin.open(collection(keys));
        }
    }

    static String collection(Map<String, String> keys) {
        return keys.getOrDefault(WorkerFile.COLLECTION, DEFAULT_COLLECTION).strip();
    }
}
