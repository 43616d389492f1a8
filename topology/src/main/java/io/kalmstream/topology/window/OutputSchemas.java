package io.kalmstream.topology.window;

import io.kalmstream.avro.DuplicateFound;
import io.kalmstream.avro.DuplicateKind;
import io.kalmstream.avro.EmbeddedText;
import io.kalmstream.sinks.duplicates.Verdict;
import java.time.Instant;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Has the registry name the schemas of what a window is about to say, by writing a sample that goes nowhere. The registry's client
 * remembers them: so its outages are waited for here, by a store thread, and not by the stream thread that settles the window.
 *
 * <p>Threads: store threads.
 */
record OutputSchemas(Serializer<IndexedRecord> serializer, Outputs outputs) {
    private static final DuplicateFound DUPLICATE = DuplicateFound.newBuilder()
            .setId("")
            .setDuplicateOf("")
            .setScore(1)
            .setKind(DuplicateKind.EXACT)
            .setModel("")
            .setOccurredAt(Instant.EPOCH)
            .build();
    private static final EmbeddedText EMBEDDED = EmbeddedText.newBuilder()
            .setId("")
            .setModel("")
            .setDimensions(0)
            .setVector(List.of())
            .setTextHash("")
            .setOccurredAt(Instant.EPOCH)
            .build();

    /** @throws io.kalmstream.avro.serde.RegistryUnavailableException it does not answer now */
    void require(List<Verdict> verdicts) {
        if (!verdicts.isEmpty()) {
            byte[] _ = serializer.serialize(outputs.duplicates().topic(), DUPLICATE);
        }
        Outputs.Output embedded = outputs.embedded();
        if (embedded != null) {
            byte[] _ = serializer.serialize(embedded.topic(), EMBEDDED);
        }
    }
}
