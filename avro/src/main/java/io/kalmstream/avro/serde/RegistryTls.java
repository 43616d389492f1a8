package io.kalmstream.avro.serde;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * TLS to the registry: Kafka's own {@code ssl.*} settings behind {@value #PREFIX}, read by Kafka's own code, so that stores may be
 * JKS, PKCS12 or PEM, in a file or in the setting itself. The name in the registry's certificate is always checked.
 */
final class RegistryTls {
    static final String PREFIX = "schema.registry.";

    private static final ConfigDef SSL = new ConfigDef().withClientSslSupport();

    private RegistryTls() {}

    static void define(ConfigDef definition) {
        definition.embed(PREFIX, "TLS", 0, SSL);
    }

    /**
     * @param given all settings of the client
     * @return empty when none of them is about TLS: what Java trusts is trusted
     * @throws ConfigException a store cannot be read
     */
    static Optional<SSLContext> context(Map<String, ?> given) {
        Map<String, Object> own = new HashMap<>();
        given.forEach((key, value) -> {
            if (key.startsWith(PREFIX + "ssl.") && value != null) {
                own.put(key.substring(PREFIX.length()), value);
            }
        });
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> ssl = SSL.parse(own);
        refuseUncheckedNames(ssl);
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(ssl);
            return Optional.of(factory.sslContext());
        } catch (KafkaException e) {
            throw new ConfigException("the TLS settings %sssl.* do not work: %s%s"
                    .formatted(
                            PREFIX,
                            e.getMessage(),
                            e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")"));
        }
    }

    /** Protocols and cipher suites that are set. */
    static SSLParameters parameters(Map<String, ?> given, SSLContext context) {
        SSLParameters parameters = context.getDefaultSSLParameters();
        Object protocols = given.get(PREFIX + SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG);
        if (protocols != null) {
            parameters.setProtocols(list(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, protocols));
        }
        Object suites = given.get(PREFIX + SslConfigs.SSL_CIPHER_SUITES_CONFIG);
        if (suites != null) {
            parameters.setCipherSuites(list(SslConfigs.SSL_CIPHER_SUITES_CONFIG, suites));
        }
        return parameters;
    }

    private static String[] list(String key, Object value) {
        Object parsed = ConfigDef.parseType(PREFIX + key, value, ConfigDef.Type.LIST);
        return parsed instanceof List<?> items
                ? items.stream().map(String::valueOf).toArray(String[]::new)
                : new String[0];
    }

    private static void refuseUncheckedNames(Map<String, Object> ssl) {
        String key = SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG;
        Object algorithm = ssl.get(key);
        if (!"https".equalsIgnoreCase(String.valueOf(algorithm))) {
            throw new ConfigException(
                    PREFIX + key, algorithm, "the name in a certificate is always checked; leave it https");
        }
    }
}
