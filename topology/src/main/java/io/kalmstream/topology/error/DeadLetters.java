package io.kalmstream.topology.error;

import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes dead letters: the original record plus headers that say where it was read and what is wrong with it. Header values are
 * UTF-8 text; the first five have Kafka's own names (KIP-1034), so that any tool for such topics reads them. They are the last of
 * a letter's headers, whatever else it carries.
 *
 * <p>A letter's own timestamp is when it was written, and the record's is in {@link #TIMESTAMP}: a topic that keeps a week would
 * otherwise lose letters about older records within minutes.
 *
 * <p>A record too long for a letter is cut: the beginning of its value goes, without headers and key where they alone are too long,
 * and {@link #CUT} and {@link #VALUE_BYTES} say so. So every record fits, and none can stop the worker for ever.
 *
 * @param maxBytes longest letter
 */
public record DeadLetters(int maxBytes) {
    public static final String TOPIC = "__streams.errors.topic";
    public static final String PARTITION = "__streams.errors.partition";
    public static final String OFFSET = "__streams.errors.offset";
    public static final String EXCEPTION = "__streams.errors.exception";
    public static final String MESSAGE = "__streams.errors.message";
    public static final String STAGE = "kalmstream.stage";
    public static final String CODE = "kalmstream.code";
    /** The record's own, milliseconds since 1970. */
    public static final String TIMESTAMP = "kalmstream.timestamp";
    /** Only where something had to be left out: which parts of the record are not whole. */
    public static final String CUT = "kalmstream.cut";
    /** Only where the value had to be cut: how long it was, in bytes. */
    public static final String VALUE_BYTES = "kalmstream.value.bytes";

    /** All of the above. */
    public static final Set<String> NAMES =
            Set.of(TOPIC, PARTITION, OFFSET, EXCEPTION, MESSAGE, STAGE, CODE, TIMESTAMP, CUT, VALUE_BYTES);

    /** What our own headers take at most, with what Kafka puts around a record. */
    public static final int OVERHEAD = 8 << 10;
    /** Every letter fits into this: no topic may be set to less. */
    public static final int MIN_BYTES = 2 * OVERHEAD;
    /** Longest message, in characters. */
    static final int MAX_MESSAGE = 500;

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    public DeadLetters {
        if (maxBytes < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "a dead letter needs up to %d bytes, the limit is %d".formatted(MIN_BYTES, maxBytes));
        }
    }

    /** The letter for this event. */
    public Record<byte[], byte[]> letter(RawEvent event, Failure failure, Instant now) {
        CutEvent cut = CutEvent.to(maxBytes - OVERHEAD, event);
        Origin origin = event.origin();
        if (!cut.parts().isEmpty()) {
            LOG.warn(
                    "the dead letter of {}-{}@{} lacks some of its {} ({} bytes of at most {}); the topic may still"
                            + " have it",
                    origin.topic(),
                    origin.partition(),
                    origin.offset(),
                    cut.parts(),
                    event.bytes(),
                    maxBytes - OVERHEAD);
        }
        // A record copies the headers it is given: the event's own stay as they are.
        Record<byte[], byte[]> letter = new Record<>(
                cut.event().key(),
                cut.event().value(),
                now.toEpochMilli(),
                cut.event().headers());
        describe(letter.headers(), origin, failure);
        describeCut(letter.headers(), cut, event);
        return letter;
    }

    private static void describe(Headers headers, Origin origin, Failure failure) {
        add(headers, TOPIC, origin.topic());
        add(headers, PARTITION, Integer.toString(origin.partition()));
        add(headers, OFFSET, Long.toString(origin.offset()));
        add(headers, EXCEPTION, failure.code().name());
        add(headers, MESSAGE, bounded(failure.reason()));
        add(headers, STAGE, failure.code().stage().label());
        add(headers, CODE, failure.code().name());
        add(headers, TIMESTAMP, Long.toString(origin.timestamp()));
    }

    private static void describeCut(Headers headers, CutEvent cut, RawEvent event) {
        if (cut.parts().isEmpty()) {
            return;
        }
        add(headers, CUT, String.join(",", cut.parts()));
        byte[] value = event.value();
        if (value != null) {
            add(headers, VALUE_BYTES, Integer.toString(value.length));
        }
    }

    private static String bounded(String reason) {
        if (reason.length() <= MAX_MESSAGE) {
            return reason;
        }
        boolean splits = Character.isHighSurrogate(reason.charAt(MAX_MESSAGE - 1));
        return reason.substring(0, splits ? MAX_MESSAGE - 1 : MAX_MESSAGE);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
