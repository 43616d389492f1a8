package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Whom to ask for tokens, and as whom (OAuth 2.0, client credentials).
 *
 * @param scope empty: none is asked for
 * @param early how long before its end a token is replaced
 */
record ClientCredentials(URI issuer, String id, Password secret, String scope, Duration early) {
    ClientCredentials {
        requireNonNull(issuer, "issuer is null");
        requireNonNull(id, "id is null");
        requireNonNull(secret, "secret is null");
        requireNonNull(scope, "scope is null");
        requireNonNull(early, "early is null");
    }

    /** @return empty where tokens are not asked for */
    static Optional<ClientCredentials> of(SerdeConfig config) {
        return switch (config.text(SerdeConfig.BEARER_SOURCE)) {
            case SerdeConfigDef.OAUTH ->
                Optional.of(new ClientCredentials(
                        issuer(config, SerdeConfig.ISSUER_URL),
                        required(config, SerdeConfig.CLIENT_ID, config.text(SerdeConfig.CLIENT_ID)),
                        new Password(required(
                                config,
                                SerdeConfig.CLIENT_SECRET,
                                config.secret(SerdeConfig.CLIENT_SECRET).value())),
                        config.text(SerdeConfig.SCOPE),
                        early(config)));
            case SerdeConfigDef.OAUTH_OF_KAFKA -> Optional.of(ofKafka(config));
            default -> Optional.empty();
        };
    }

    private static ClientCredentials ofKafka(SerdeConfig config) {
        Map<String, ?> login = KafkaLogin.options(config);
        return new ClientCredentials(
                issuer(config, SerdeConfig.KAFKA_TOKEN_URL),
                required(config, SerdeConfig.JAAS + " (clientId)", option(login, "clientId")),
                new Password(required(config, SerdeConfig.JAAS + " (clientSecret)", option(login, "clientSecret"))),
                option(login, "scope"),
                early(config));
    }

    private static Duration early(SerdeConfig config) {
        return Duration.ofSeconds(config.number(SerdeConfig.TOKEN_BUFFER));
    }

    private static String option(Map<String, ?> login, String name) {
        return login.get(name) instanceof String text ? text : "";
    }

    private static String required(SerdeConfig config, String key, String value) {
        if (value.isEmpty()) {
            throw new ConfigException("%s is %s, but %s is empty"
                    .formatted(SerdeConfig.BEARER_SOURCE, config.text(SerdeConfig.BEARER_SOURCE), key));
        }
        return value;
    }

    private static URI issuer(SerdeConfig config, String key) {
        try {
            URI uri = new URI(required(config, key, config.text(key)));
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // Its message quotes the address, which may hold a password.
        }
        throw new ConfigException(key + ": an address must look like https://host:port/path");
    }
}
