package io.kalmstream.deploy.config;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/** What a worker answers over HTTP, and to whom. */
final class HttpKeys {
    static final String ENABLED = "http.enabled";
    static final String HOST = "http.host";
    static final String PORT = "http.port";
    static final String API_KEY = "http.api.key";
    static final String MAX_BODY_BYTES = "http.max.body.bytes";
    static final String MAX_CONCURRENT_EMBEDDINGS = "http.max.concurrent.embeddings";

    static final KeyGroup GROUP = new KeyGroup(
            "http",
            "Health, metrics, search and embeddings over HTTP.",
            new ConfigDef()
                    .define(
                            ENABLED,
                            ConfigDef.Type.BOOLEAN,
                            true,
                            Importance.MEDIUM,
                            "Whether the worker answers over HTTP at all.")
                    .define(
                            HOST,
                            ConfigDef.Type.STRING,
                            "127.0.0.1",
                            Check.notBlank(),
                            Importance.MEDIUM,
                            "Address it listens at; 0.0.0.0 for all of this machine's. One that other machines reach"
                                    + " takes " + API_KEY + " too.")
                    .define(
                            PORT,
                            ConfigDef.Type.INT,
                            8080,
                            Range.between(0, 65_535),
                            Importance.MEDIUM,
                            "Port it listens at; 0: any that is free.")
                    .define(
                            API_KEY,
                            ConfigDef.Type.PASSWORD,
                            null,
                            Check.notBlank(),
                            Importance.MEDIUM,
                            "What callers must show as a bearer token; not set: nothing.")
                    .define(
                            MAX_BODY_BYTES,
                            ConfigDef.Type.INT,
                            2 << 20,
                            Check.positive(),
                            Importance.LOW,
                            "A longer request is refused, in bytes.")
                    .define(
                            MAX_CONCURRENT_EMBEDDINGS,
                            ConfigDef.Type.INT,
                            32,
                            Check.positive(),
                            Importance.LOW,
                            "Requests for embeddings beyond so many at once are refused: they share the device with the"
                                    + " stream."));

    private HttpKeys() {}

    /** @return the inner one is empty where HTTP is off */
    static Optional<Optional<HttpSettings>> settings(Map<String, String> given, Problems problems) {
        Values values = Values.of(GROUP, given, problems);
        if (!values.areValid()) {
            return Optional.empty();
        }
        if (!values.flag(ENABLED)) {
            return Optional.of(Optional.empty());
        }
        Optional<HttpSettings> settings = problems.sensible(() -> new HttpSettings(
                values.text(HOST),
                values.number(PORT),
                values.secret(API_KEY).orElse(null),
                values.number(MAX_BODY_BYTES),
                values.number(MAX_CONCURRENT_EMBEDDINGS)));
        return settings.isPresent() ? Optional.of(settings) : Optional.empty();
    }
}
