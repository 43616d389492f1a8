package io.kalmstream.topology.window;

import io.kalmstream.avro.DuplicateFound;
import io.kalmstream.avro.DuplicateKind;
import io.kalmstream.avro.EmbeddedText;
import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.duplicates.Verdict;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.OutputKey;
import io.kalmstream.topology.event.RawEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** What a task says to Kafka. Threads: the stream thread only. */
final class Outbox {
    private static final int MAX_HEADERS_BYTES = 64 << 10;

    private final ProcessorContext<byte[], byte[]> context;
    private final Outputs outputs;
    private final Serializer<IndexedRecord> serializer;
    private final String model;

    Outbox(
            ProcessorContext<byte[], byte[]> context,
            Outputs outputs,
            Serializer<IndexedRecord> serializer,
            String model) {
        this.context = context;
        this.outputs = outputs;
        this.serializer = serializer;
        this.model = model;
    }

    void deadLetter(RawEvent event, Failure failure) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        context.forward(outputs.letters().letter(event, failure, now), outputs.deadLettersSink());
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
        byte[] value = serializer.serialize(outputs.duplicates().topic(), record.headers(), found);
        context.forward(record.withValue(value), outputs.duplicates().sink());
    }

    /** Tells whoever listens that a document has this vector now. */
    void embedded(Work.Encode work, EncodeOutcome outcome) {
        Outputs.Output output = outputs.embedded();
        if (output != null && outcome instanceof EncodeOutcome.Encoded encoded) {
            EmbeddedText text = EmbeddedText.newBuilder()
                    .setId(work.key().id())
                    .setTenant(work.key().tenant())
                    .setModel(model)
                    .setDimensions(encoded.vector().length)
                    .setVector(FloatList.of(encoded.vector()))
                    .setTextHash(work.fingerprint().textHash())
                    .setOccurredAt(work.document().occurredAt())
                    .build();
            Record<byte[], byte[]> record = about(work.key(), work.row());
            context.forward(
                    record.withValue(serializer.serialize(output.topic(), record.headers(), text)), output.sink());
        }
    }

    /** Tells whoever listens that a document is gone. */
    void removed(DocumentKey key, Row reason) {
        Outputs.Output output = outputs.embedded();
        if (output != null) {
            context.forward(about(key, reason), output.sink());
        }
    }

    /**
     * A tombstone with timestamp and headers of the record that is the reason. Headers by the hundred kilobytes stay behind: the topic
     * might refuse the record, and that would stop the worker.
     */
    private static Record<byte[], byte[]> about(DocumentKey key, Row row) {
        RawEvent event = row.event();
        Record<byte[], byte[]> bare = new Record<>(
                OutputKey.of(key.tenant(), key.id()), null, event.origin().timestamp());
        return event.headersBytes() <= MAX_HEADERS_BYTES ? bare.withHeaders(event.headers()) : bare;
    }

    private static DuplicateKind kind(Duplicate.Kind kind) {
        return switch (kind) {
            case EXACT -> DuplicateKind.EXACT;
            case NEAR -> DuplicateKind.NEAR;
        };
    }
}
