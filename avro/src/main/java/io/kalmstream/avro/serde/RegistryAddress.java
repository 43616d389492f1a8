package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a registry answers, and what it wants to see before it does.
 *
 * @param base without user information and without a trailing slash
 * @param authorization value of the Authorization header; null when none is sent
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
                throw notAnAddress(null);
            }
            String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
            URI base = new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), path, null, null);
            return new RegistryAddress(base, authorization(uri.getUserInfo(), config));
        } catch (URISyntaxException _) {
            // Its message quotes the address, which may hold a password.
            throw notAnAddress(null);
        }
    }

    private static ConfigException notAnAddress(@Nullable String detail) {
        return new ConfigException(SerdeConfig.URL + ": an address must look like http://host:port/path,"
                + " https://host:port/path or mock://name" + (detail == null ? "" : ": " + detail));
    }

    private static @Nullable Password authorization(@Nullable String inUrl, SerdeConfig config) {
        if (config.text(SerdeConfig.BEARER_SOURCE).equals("STATIC_TOKEN")) {
            String token = config.secret(SerdeConfig.BEARER_TOKEN).value();
            if (token.isEmpty()) {
                throw new ConfigException(
                        SerdeConfig.BEARER_SOURCE + " is STATIC_TOKEN, but " + SerdeConfig.BEARER_TOKEN + " is empty");
            }
            return new Password("Bearer " + token);
        }
        return switch (config.text(SerdeConfig.BASIC_SOURCE)) {
            case "USER_INFO" -> basic(userInfo(config));
            case "SASL_INHERIT" -> basic(ofKafka(config));
            default -> inUrl == null ? null : basic(inUrl);
        };
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
        Password jaas = config.secret(SerdeConfig.JAAS);
        try {
            Map<String, ?> options = JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, jaas))
                    .configurationEntries()
                    .getFirst()
                    .getOptions();
            if (options.get("username") instanceof String user && options.get("password") instanceof String password) {
                return user + ":" + password;
            }
        } catch (IllegalArgumentException _) {
            // Its message may quote the password.
        }
        throw new ConfigException(SerdeConfig.BASIC_SOURCE + " is SASL_INHERIT, but " + SerdeConfig.JAAS
                + " has no username and password");
    }

    private static Password basic(String userInfo) {
        return new Password("Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
    }
}
