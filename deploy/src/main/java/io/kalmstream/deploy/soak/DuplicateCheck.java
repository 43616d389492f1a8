package io.kalmstream.deploy.soak;

import io.kalmstream.avro.DuplicateFound;
import io.kalmstream.sinks.DocumentKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Looks for duplicates found that are there twice. A window says of a document at most once that it is a duplicate, with the
 * timestamp of an event of that window, which no other event has.
 *
 * <p>Threads: one.
 */
final class DuplicateCheck {
    private final Set<DocumentKey> known = new HashSet<>();
    private final Map<Cause, String> seen = new HashMap<>();
    private final Findings findings = new Findings();
    private long records;

    DuplicateCheck(Expectation expectation) {
        known.addAll(expectation.histories().keySet());
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        records++;
        GenericRecord found = AvroBytes.read(record.value(), DuplicateFound.getClassSchema());
        DocumentKey key = new DocumentKey(AvroBytes.text(found, "tenant"), AvroBytes.text(found, "id"));
        String where = "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
        String before = seen.put(new Cause(key, record.timestamp()), where);
        if (before != null) {
            findings.add(Flaw.DUPLICATED, "duplicate %s at %s and at %s".formatted(key, before, where));
        }
        DocumentKey original = new DocumentKey(key.tenant(), AvroBytes.text(found, "duplicate_of"));
        if (!known.contains(key) || !known.contains(original)) {
            findings.add(Flaw.PHANTOM, "duplicate %s of %s at %s".formatted(key, original, where));
        }
    }

    Findings finish() {
        return findings;
    }

    long records() {
        return records;
    }

    private record Cause(DocumentKey key, long timestamp) {}
}
