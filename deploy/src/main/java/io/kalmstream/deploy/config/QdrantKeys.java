package io.kalmstream.deploy.config;

import io.kalmstream.sinks.qdrant.ApiKey;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Where Qdrant is, and which collection is meant. */
public final class QdrantKeys {
    public static final String URL = "qdrant.url";
    public static final String API_KEY = "qdrant.api.key";
    public static final String COLLECTION = "qdrant.collection";
    static final String CONNECTIONS = "qdrant.connections";
    public static final String DEFAULT_COLLECTION = "kalmstream";

    static final KeyGroup GROUP = new KeyGroup(
            "qdrant",
            "Where Qdrant is, and which collection is meant.",
            new ConfigDef()
                    .define(
                            URL,
                            ConfigDef.Type.STRING,
                            ConfigDef.NO_DEFAULT_VALUE,
                            Check.notBlank(),
                            Importance.HIGH,
                            "Its gRPC address: http://host:6334, or https://host:6334.")
                    .define(
                            API_KEY,
                            ConfigDef.Type.PASSWORD,
                            null,
                            Importance.HIGH,
                            "Its API key; not set: it wants none. It travels encrypted, or to this machine only.")
                    .define(
                            COLLECTION,
                            ConfigDef.Type.STRING,
                            DEFAULT_COLLECTION,
                            Check.notBlank(),
                            Importance.HIGH,
                            "The collection that vectors are kept in; created where it is missing.")
                    .define(
                            CONNECTIONS,
                            ConfigDef.Type.INT,
                            1,
                            Check.positive(),
                            Importance.LOW,
                            "Connections that requests are spread over."));

    private QdrantKeys() {}

    /**
     * The server.
     *
     * @param given other keys are passed over
     * @throws ConfigException values that make no sense; the message names them all
     */
    public static QdrantSettings server(Map<String, String> given) {
        return Problems.refuseAny(problems -> read(given, problems)).server();
    }

    static Optional<Target> read(Map<String, String> given, Problems problems) {
        Values values = Values.of(GROUP, given, problems);
        if (!values.areValid()) {
            return Optional.empty();
        }
        try {
            QdrantSettings server = QdrantSettings.of(values.text(URL), key(values.secret(API_KEY)))
                    .withConnections(values.number(CONNECTIONS));
            return Optional.of(new Target(server, values.text(COLLECTION)));
        } catch (IllegalArgumentException e) {
            problems.add(URL + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static @Nullable ApiKey key(Optional<Password> secret) {
        return secret.map(Password::value).map(ApiKey::new).orElse(null);
    }

    record Target(QdrantSettings server, String collection) {}
}
