package io.kalmstream.deploy.command;

import io.kalmstream.deploy.config.ConfigSources;
import io.kalmstream.deploy.config.QdrantKeys;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.qdrant.CollectionAdmin;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which collection: as a worker's file names it, options over it. */
final class CollectionOptions {
    private static final String DEFAULT_QDRANT = "http://127.0.0.1:6334";

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
            description = "The collection (qdrant.collection; " + QdrantKeys.DEFAULT_COLLECTION + ").")
    private @Nullable String collection;

    CollectionOptions() {}

    /** By the keys of a worker's file, those with a default included. */
    Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>(
                Map.of(QdrantKeys.URL, DEFAULT_QDRANT, QdrantKeys.COLLECTION, QdrantKeys.DEFAULT_COLLECTION));
        Map<String, String> options = new HashMap<>();
        DecisionOptions.put(options, QdrantKeys.URL, qdrant);
        DecisionOptions.put(options, QdrantKeys.COLLECTION, collection);
        keys.putAll(ConfigSources.read(config, System.getenv(), options).known());
        return keys;
    }

    static QdrantSettings qdrant(Map<String, String> keys) {
        return QdrantKeys.server(keys);
    }

    /** As it is; to be closed. Its admin goes with the call: the store has connections of its own. */
    static VectorStore open(Map<String, String> keys) {
        try (CollectionAdmin admin = new CollectionAdmin(qdrant(keys))) {
            return admin.open(collection(keys));
        }
    }

    static String collection(Map<String, String> keys) {
        return keys.getOrDefault(QdrantKeys.COLLECTION, QdrantKeys.DEFAULT_COLLECTION)
                .strip();
    }
}
