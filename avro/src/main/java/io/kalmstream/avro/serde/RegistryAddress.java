package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Where a registry answers, and what it wants to see before it does.
 *
 * @param base without user information and without a trailing slash
 * @param authorization value of the Authorization header; null when none is sent, or {@link AccessTokens} make it
 */
record RegistryAddress(URI base, @Nullable Password authorization) {
    static final String MOCK = "mock";

    RegistryAddress {
        requireNonNull(base, "base is null");
    }

    static List<RegistryAddress> all(SerdeConfig config) {
        List<String> urls = config.list(SerdeConfig.URL);
        if (urls.isEmpty()) {
            throw new ConfigException(SerdeConfig.URL, urls, "no address given");
        }
        List<RegistryAddress> addresses =
                urls.stream().map(url -> of(url.strip(), config)).toList();
        if (addresses.size() > 1 && addresses.stream().anyMatch(RegistryAddress::isMock)) {
            throw new ConfigException(SerdeConfig.URL + ": mock:// must be the only address");
        }
        return addresses;
    }

    boolean isMock() {
        return base.getScheme().equals(MOCK);
    }

    private static RegistryAddress of(String url, SerdeConfig config) {
        try {
            URI uri = new URI(url);
            if (MOCK.equals(uri.getScheme())) {
                return new RegistryAddress(uri, null);
            }
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getRawQuery() != null) {
                throw notAnAddress();
            }
            String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
            URI base = new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), path, null, null);
            return new RegistryAddress(base, authorization(uri.getUserInfo(), config));
        } catch (URISyntaxException _) {
            // Its message quotes the address, which may hold a password.
            throw notAnAddress();
        }
    }

    private static ConfigException notAnAddress() {
        return new ConfigException(SerdeConfig.URL + ": an address must look like http://host:port/path,"
                + " https://host:port/path or mock://name");
    }

    private static @Nullable Password authorization(@Nullable String inUrl, SerdeConfig config) {
        return switch (config.text(SerdeConfig.BEARER_SOURCE)) {
            case SerdeConfigDef.STATIC_TOKEN -> bearer(config.secret(SerdeConfig.BEARER_TOKEN));
            case SerdeConfigDef.OAUTH, SerdeConfigDef.OAUTH_OF_KAFKA -> null;
            default ->
                switch (config.text(SerdeConfig.BASIC_SOURCE)) {
                    case "USER_INFO" -> basic(userInfo(config));
                    case "SASL_INHERIT" -> basic(ofKafka(config));
                    default -> inUrl == null ? null : basic(inUrl);
                };
        };
    }

    private static Password bearer(Password token) {
        if (!AccessTokens.isToken(token.value())) {
            throw new ConfigException("%s is %s, but %s is %s"
                    .formatted(
                            SerdeConfig.BEARER_SOURCE,
                            SerdeConfigDef.STATIC_TOKEN,
                            SerdeConfig.BEARER_TOKEN,
                            token.value().isEmpty() ? "empty" : "no token: it has characters that none can have"));
        }
        return new Password("Bearer " + token.value());
    }

    private static String userInfo(SerdeConfig config) {
        String userInfo = config.secret(SerdeConfig.BASIC_USER_INFO).value();
        if (userInfo.isEmpty()) {
            userInfo = config.secret(SerdeConfig.BASIC_USER_INFO_ALIAS).value();
        }
        if (userInfo.isEmpty()) {
            throw new ConfigException(
                    SerdeConfig.BASIC_SOURCE + " is USER_INFO, but " + SerdeConfig.BASIC_USER_INFO + " is empty");
        }
        return userInfo;
    }

    private static String ofKafka(SerdeConfig config) {
        Map<String, ?> options = KafkaLogin.options(config);
        if (options.get("username") instanceof String user && options.get("password") instanceof String password) {
            return user + ":" + password;
        }
        throw new ConfigException(SerdeConfig.BASIC_SOURCE + " is SASL_INHERIT, but " + SerdeConfig.JAAS
                + " has no username and password");
    }

    static Password basic(String userInfo) {
        return new Password("Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
    }
}
