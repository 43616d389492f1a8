package io.kalmstream.deploy.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.deploy.dlq.DeadLetter.Place;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.Tombstones;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What must be there once everything has been worked on: made from the input topic, the records of a partition in their order.
 *
 * <p>Threads: one.
 */
final class Expectation {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<DocumentKey, Document> documents = new HashMap<>();
    private final Map<DocumentKey, List<Step>> histories = new HashMap<>();
    private final Map<String, Set<String>> tenants = new HashMap<>();
    private final Map<Place, Planted> letters = new HashMap<>();
    private long events;

    void add(ConsumerRecord<byte[], byte[]> record) {
        events++;
        Header code = record.headers().lastHeader(Names.CODE);
        if (code != null) {
            letters.put(
                    new Place(record.topic(), record.partition(), record.offset()),
                    new Planted(new String(code.value(), UTF_8), record));
        } else if (record.value() == null) {
            delete(record);
        } else {
            put(record);
        }
    }

    private void put(ConsumerRecord<byte[], byte[]> record) {
        JsonNode json = read(record.value());
        DocumentKey key =
                new DocumentKey(json.path("tenant").asText(), json.path("id").asText());
        Content content = new Content(
                json.path("text").asText(),
                json.path("version").asLong(),
                json.path("at").asLong());
        Document before = documents.get(key);
        long first = before != null && before.content().equals(content) ? before.firstOffset() : record.offset();
        documents.put(key, new Document(content, record.partition(), first, record.offset()));
        tenants.computeIfAbsent(key.id(), _ -> new HashSet<>()).add(key.tenant());
        history(key).add(new Step(number(record), record.timestamp(), content.text(), true));
    }

    private void delete(ConsumerRecord<byte[], byte[]> record) {
        String id = new String(record.key(), UTF_8);
        String tenant = Tombstones.tenant(record.headers());
        if (tenant != null) {
            // Known of from now on, if only as one that is gone.
            tenants.computeIfAbsent(id, _ -> new HashSet<>()).add(tenant);
            delete(new DocumentKey(tenant, id), record, true);
            return;
        }
        for (String each : tenants.getOrDefault(id, Set.of())) {
            DocumentKey key = new DocumentKey(each, id);
            // Of those that are gone already a worker may know nothing any more.
            delete(key, record, documents.containsKey(key));
        }
        // Said of the tenant without a name by a worker that knows of no other.
        history(new DocumentKey("", id)).add(new Step(number(record), record.timestamp(), null, false));
    }

    private void delete(DocumentKey key, ConsumerRecord<byte[], byte[]> record, boolean said) {
        documents.remove(key);
        history(key).add(new Step(number(record), record.timestamp(), null, said));
    }

    private List<Step> history(DocumentKey key) {
        return histories.computeIfAbsent(key, _ -> new ArrayList<>());
    }

    /** Events in the input topic. */
    long events() {
        return events;
    }

    /** What the vector store must have. */
    Map<DocumentKey, Document> documents() {
        return documents;
    }

    /** What happened to each document, in order. */
    Map<DocumentKey, List<Step>> histories() {
        return histories;
    }

    /** Bad records by where they are. */
    Map<Place, Planted> letters() {
        return letters;
    }

    static long number(ConsumerRecord<byte[], byte[]> record) {
        Header number = requireNonNull(record.headers().lastHeader(Names.NUMBER), "a record without a number");
        return Long.parseLong(new String(number.value(), UTF_8));
    }

    private static JsonNode read(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param version number of the first event with this content */
    record Content(String text, long version, long at) {}

    /**
     * @param firstOffset of the last run of events with this content
     * @param lastOffset of the document's last event
     */
    record Document(Content content, int partition, long firstOffset, long lastOffset) {}

    /**
     * @param number of the event
     * @param text null for a deletion
     * @param said whether a worker must say it to Kafka, if it is the last
     */
    record Step(long number, long timestamp, @Nullable String text, boolean said) {}

    /** A bad record and what its letter must say. */
    record Planted(String code, ConsumerRecord<byte[], byte[]> record) {}
}
