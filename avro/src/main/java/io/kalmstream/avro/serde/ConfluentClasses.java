package io.kalmstream.avro.serde;

import org.apache.kafka.common.config.ConfigException;

/** Finds what only builds with the Maven profile {@code confluent} have. */
final class ConfluentClasses {
    private static final String FACTORY = "io.kalmstream.avro.serde.ConfluentSerdes$Opener";

    private ConfluentClasses() {}

    static AvroSerdes.Factory factory() {
        try {
            return Class.forName(FACTORY)
                    .asSubclass(AvroSerdes.Factory.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ClassNotFoundException _) {
            throw new ConfigException(
                    SerdeConfig.SERDES,
                    SerdeConfigDef.CONFLUENT,
                    "this build has no classes of Confluent's: build it with the Maven profile confluent");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(FACTORY + " is not as it must be. This is a bug.", e);
        }
    }
}
