package io.kalmstream.deploy.check;

import io.kalmstream.avro.serde.RegistryRefusedException;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.avro.serde.SchemaRegistryClient;
import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.avro.serde.UndecodableRecordException;
import java.util.List;
import java.util.Map;

/** The schema registry: whether it answers, and takes the credentials. */
final class RegistryProbe implements Probe {
    private static final String PART = "Schema registry";
    private static final int NO_ID = Integer.MAX_VALUE;

    private final Map<String, ?> settings;
    private final String subject;

    /** @param topic whose values' schema is asked for */
    RegistryProbe(Map<String, ?> settings, String topic) {
        this.settings = settings;
        this.subject = topic + "-value";
    }

    /** As configured, without a user and a password, which may stand in it. */
    static String address(Map<String, ?> settings) {
        return String.valueOf(settings.get(SerdeConfig.URL)).replaceAll("//[^@/]*@", "//");
    }

    @Override
    public List<Finding> look() {
        String address = address(settings);
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            return List.of(found(address, client));
        }
    }

    private Finding found(String address, SchemaRegistryClient client) {
        try {
            return Finding.ok(
                    PART,
                    address,
                    "%s has schema id %d"
                            .formatted(subject, client.latest(subject).id()));
        } catch (RegistryRefusedException e) {
            return refused(address, client, e);
        }
    }

    /** Wrong credentials are refused whatever is asked for; a subject that is not there yet only now. */
    private Finding refused(String address, SchemaRegistryClient client, RegistryRefusedException first) {
        try {
            client.schemaById(NO_ID);
        } catch (UndecodableRecordException e) {
            if (e.code() == UndecodableRecordException.Code.UNKNOWN_SCHEMA) {
                return Finding.ok(PART, address, "answers; %s has no schema yet".formatted(subject));
            }
        }
        return Finding.of(PART, address, first);
    }
}
