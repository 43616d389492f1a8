package io.kalmstream.avro.serde;

import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.JaasContext;

/** What the Kafka client logs in with. */
final class KafkaLogin {
    private KafkaLogin() {}

    /** The options of the login module; none where the setting makes no sense. */
    static Map<String, ?> options(SerdeConfig config) {
        try {
            return JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, config.secret(SerdeConfig.JAAS)))
                    .configurationEntries()
                    .getFirst()
                    .getOptions();
        } catch (IllegalArgumentException _) {
            // Its message may quote the password.
            return Map.of();
        }
    }
}
