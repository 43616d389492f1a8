package io.kalmstream.deploy.dlq;

import static java.util.Objects.requireNonNull;

import io.kalmstream.topology.error.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A letter as it lies in its topic. What a header does not say is empty or -1.
 *
 * @param at when it was written
 * @param origin where its record was read
 * @param recordTimestamp of its record, milliseconds since 1970
 * @param cut which parts of its record are not whole; empty: all are
 * @param record key, value and headers of its record
 */
public record DeadLetter(
        Place place,
        Instant at,
        Place origin,
        long recordTimestamp,
        String code,
        String stage,
        String message,
        String cut,
        Content record) {
    public DeadLetter {
        requireNonNull(place, "place is null");
        requireNonNull(at, "at is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(code, "code is null");
        requireNonNull(stage, "stage is null");
        requireNonNull(message, "message is null");
        requireNonNull(cut, "cut is null");
        requireNonNull(record, "record is null");
    }

    /** Where a record lies. */
    public record Place(String topic, int partition, long offset) {
        public Place {
            requireNonNull(topic, "topic is null");
        }

        @Override
        public String toString() {
            return "%s-%d@%d".formatted(topic, partition, offset);
        }
    }

    /** Arrays are not copied, do not change them. */
    public record Content(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        /** Spelled out: the annotations of arrays are lost on the parameters of a compact constructor. */
        public Content(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
            this.key = key;
            this.value = value;
            this.headers = List.copyOf(headers);
        }
    }

    static DeadLetter of(ConsumerRecord<byte[], byte[]> found) {
        Headers headers = found.headers();
        return new DeadLetter(
                new Place(found.topic(), found.partition(), found.offset()),
                Instant.ofEpochMilli(found.timestamp()),
                new Place(
                        text(headers, DeadLetters.TOPIC),
                        (int) number(headers, DeadLetters.PARTITION),
                        number(headers, DeadLetters.OFFSET)),
                headers.lastHeader(DeadLetters.TIMESTAMP) == null
                        ? found.timestamp()
                        : number(headers, DeadLetters.TIMESTAMP),
                text(headers, DeadLetters.CODE),
                text(headers, DeadLetters.STAGE),
                text(headers, DeadLetters.MESSAGE),
                text(headers, DeadLetters.CUT),
                new Content(found.key(), found.value(), withoutOurs(headers)));
    }

    /** How often its record was sent again before. */
    public int replays() {
        return record.headers().stream()
                .filter(header -> header.key().equals(Replay.REPLAYS))
                .mapToInt(header -> (int) number(header))
                .max()
                .orElse(0);
    }

    boolean hasOrigin() {
        return !origin.topic().isEmpty() && origin.partition() >= 0 && origin.offset() >= 0;
    }

    /** A letter's own headers are its last ones, each once: an equal name before them is the record's. */
    private static List<Header> withoutOurs(Headers headers) {
        List<Header> kept = new ArrayList<>(Arrays.asList(headers.toArray()));
        Set<String> seen = new HashSet<>();
        while (!kept.isEmpty()
                && DeadLetters.NAMES.contains(kept.getLast().key())
                && seen.add(kept.getLast().key())) {
            kept.removeLast();
        }
        return kept;
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long number(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? -1 : number(header);
    }

    private static long number(Header header) {
        try {
            return header.value() == null ? -1 : Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
        } catch (NumberFormatException _) {
            return -1;
        }
    }
}
