package io.kalmstream.deploy.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kalmstream.avro.EmbeddedText;
import io.kalmstream.deploy.soak.Expectation.Step;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.TextHash;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Compares the committed topic of vectors with the events: each document and event at most once, in the order of the events, with
 * the event's own vector, and in the end what the last event says. Of equal texts that follow each other only the first is there.
 *
 * <p>Threads: one.
 */
final class VectorCheck {
    private final Map<DocumentKey, Map<Long, Step>> steps = new HashMap<>();
    private final Map<DocumentKey, Long> last = new HashMap<>();
    private final Set<Said> seen = new HashSet<>();
    private final Expectation expectation;
    private final Texts texts = new Texts();
    private final Findings findings = new Findings();

    VectorCheck(Expectation expectation) {
        this.expectation = expectation;
        expectation.histories().forEach((key, history) -> {
            Map<Long, Step> byNumber = new HashMap<>();
            history.forEach(step -> byNumber.put(step.number(), step));
            steps.put(key, byNumber);
        });
    }

    /** @param record the next one of its partition */
    void add(ConsumerRecord<byte[], byte[]> record) {
        DocumentKey key = key(new String(record.key(), UTF_8));
        long number = Expectation.number(record);
        String where = "%s/%s of event %d at %s-%d@%d"
                .formatted(key.tenant(), key.id(), number, record.topic(), record.partition(), record.offset());
        if (!seen.add(new Said(key, number))) {
            findings.add(Flaw.DUPLICATED, "vector " + where);
            return;
        }
        Step step = steps.getOrDefault(key, Map.of()).get(number);
        if (step == null || !isOf(record.value(), key, step)) {
            findings.add(Flaw.PHANTOM, "vector " + where);
        }
        Long before = last.put(key, number);
        if (before != null && before > number) {
            findings.add(Flaw.REORDERED, "vector %s comes after event %d".formatted(where, before));
        }
    }

    private boolean isOf(byte @Nullable [] value, DocumentKey key, Step step) {
        if (value == null || step.text() == null) {
            return value == null && step.text() == null;
        }
        GenericRecord said = AvroBytes.read(value, EmbeddedText.getClassSchema());
        return AvroBytes.text(said, "id").equals(key.id())
                && AvroBytes.text(said, "tenant").equals(key.tenant())
                && AvroBytes.text(said, "text_hash").equals(TextHash.of(step.text()))
                && said.get("vector") instanceof List<?> vector
                && texts.isVectorOf(step.text(), vector);
    }

    /** Once all records were added. */
    Findings finish() {
        expectation.histories().forEach((key, history) -> {
            Long number = last.get(key);
            if (!isFinal(history, number)) {
                findings.add(
                        Flaw.LOST,
                        "vector or removal %s/%s: the last one there is of event %s and the last event is %s"
                                .formatted(key.tenant(), key.id(), number, history.getLast()));
            }
        });
        return findings;
    }

    long records() {
        return seen.size();
    }

    /** Backwards over what need not be said: the same text again, and deletions of what may not have been known. */
    private static boolean isFinal(List<Step> history, @Nullable Long number) {
        for (int i = history.size() - 1; i >= 0; i--) {
            Step step = history.get(i);
            if (number != null && step.number() == number) {
                return true;
            }
            Step before = i == 0 ? null : history.get(i - 1);
            boolean again = before != null && step.text() != null && step.text().equals(before.text());
            if (step.said() && !again) {
                return false;
            }
        }
        return number == null;
    }

    /** As workers write it: the id, behind its tenant. */
    private static DocumentKey key(String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? new DocumentKey("", name)
                : new DocumentKey(URLDecoder.decode(name.substring(0, slash), UTF_8), name.substring(slash + 1));
    }

    private record Said(DocumentKey key, long number) {}
}
