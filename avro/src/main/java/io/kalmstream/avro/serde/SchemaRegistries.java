package io.kalmstream.avro.serde;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Opens the registry that a configuration names. */
public final class SchemaRegistries {
    private SchemaRegistries() {}

    /**
     * Connects to nothing yet.
     *
     * @param settings keys of {@link SerdeConfig}; others are left alone
     * @return a client that remembers what it learnt; the caller closes it
     * @throws org.apache.kafka.common.config.ConfigException an address or credential is missing or makes no sense
     */
    public static SchemaRegistryClient open(Map<String, ?> settings) {
        return open(SerdeConfig.of(settings));
    }

    static SchemaRegistryClient open(SerdeConfig config) {
        List<RegistryAddress> addresses = config.addresses();
        if (addresses.getFirst().isMock()) {
            return InMemorySchemaRegistry.scope(addresses.getFirst().base().getSchemeSpecificPart());
        }
        SchemaRegistryClient http = new HttpSchemaRegistryClient(
                RegistryHttp.open(addresses, config), config.flag(SerdeConfig.REMOVE_JAVA_PROPERTIES));
        MissingIds missing = new MissingIds(
                Duration.ofSeconds(config.number(SerdeConfig.MISSING_ID_TTL)),
                config.number(SerdeConfig.MISSING_CAPACITY),
                System::nanoTime);
        return new CachingSchemaRegistryClient(http, config.number(SerdeConfig.CACHE_CAPACITY), missing);
    }
}
