package io.kalmstream.topology.window;

import io.kalmstream.avro.DuplicateFound;
import io.kalmstream.avro.DuplicateKind;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.duplicates.Verdict;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.RawEvent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** What a task says to Kafka. Threads: the stream thread only. */
final class Outbox {
    private final ProcessorContext<byte[], byte[]> context;
    private final Outputs outputs;
    private final Serializer<? super DuplicateFound> serializer;
    private final String model;

    Outbox(
            ProcessorContext<byte[], byte[]> context,
            Outputs outputs,
            Serializer<? super DuplicateFound> serializer,
            String model) {
        this.context = context;
        this.outputs = outputs;
        this.serializer = serializer;
        this.model = model;
    }

    void deadLetter(RawEvent event, Failure failure) {
        context.forward(DeadLetters.letter(event, failure), outputs.deadLettersSink());
    }

    /** @param timestamp of the record that brought the document: event times may be older than the topic keeps */
    void duplicate(Verdict verdict, Duplicate duplicate, long timestamp) {
        DocumentKey key = verdict.key();
        DuplicateFound found = DuplicateFound.newBuilder()
                .setId(key.id())
                .setDuplicateOf(duplicate.of())
                .setScore(duplicate.score())
                .setKind(kind(duplicate.kind()))
                .setTenant(key.tenant())
                .setModel(model)
                .setOccurredAt(verdict.occurredAt())
                .build();
        Record<byte[], byte[]> record = new Record<>(key.id().getBytes(StandardCharsets.UTF_8), new byte[0], timestamp);
        byte[] value = serializer.serialize(outputs.duplicatesTopic(), record.headers(), found);
        context.forward(record.withValue(value), outputs.duplicatesSink());
    }

    private static DuplicateKind kind(Duplicate.Kind kind) {
        return switch (kind) {
            case EXACT -> DuplicateKind.EXACT;
            case NEAR -> DuplicateKind.NEAR;
        };
    }
}
