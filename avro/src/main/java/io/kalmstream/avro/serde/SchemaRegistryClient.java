package io.kalmstream.avro.serde;

import org.apache.avro.Schema;

/**
 * A schema registry.
 *
 * <p>Threads: any number at once. Every call may wait for the network, at most the configured time-outs times the number of
 * addresses, and may throw {@link RegistryUnavailableException} or {@link RegistryRefusedException}.
 */
public interface SchemaRegistryClient extends AutoCloseable {
    /**
     * The schema something was written with.
     *
     * @throws UndecodableRecordException the registry knows no such id, or what it holds is no Avro schema we are willing to use
     */
    Schema schemaById(int id);

    /**
     * Registers the schema under the subject, or finds it there.
     *
     * @return its id
     */
    int register(String subject, Schema schema);

    /**
     * Finds the schema under the subject, and changes nothing.
     *
     * @return its id
     * @throws RegistryRefusedException it is not registered there
     */
    int idOf(String subject, Schema schema);

    /** @throws RegistryRefusedException there is no such subject */
    RegisteredSchema latest(String subject);

    @Override
    void close();
}
