package io.kalmstream.topology.profile;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.Interaction;
import io.kalmstream.avro.serde.SerdeException;
import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.RawEvent;
import io.kalmstream.topology.event.RetryWhileUnavailable;
import io.kalmstream.topology.event.SerdeFaults;
import java.time.Instant;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads {@code Interaction} records.
 *
 * <p>Threads: any number at once. Errors: those of the schema registry, after waiting for it.
 */
public final class InteractionDecoder {
    private final Deserializer<Interaction> deserializer;
    private final RetryWhileUnavailable retry;

    /** @param deserializer any number of threads at once */
    public InteractionDecoder(Deserializer<Interaction> deserializer, RetryWhileUnavailable retry) {
        this.deserializer = requireNonNull(deserializer, "deserializer is null");
        this.retry = requireNonNull(retry, "retry is null");
    }

    /** @param now nothing was done later than this */
    Heard decode(RawEvent event, Instant now) {
        byte[] value = event.value();
        if (value == null) {
            return unusable(FailureCode.MALFORMED, "an interaction has no value");
        }
        String topic = event.origin().topic();
        Interaction read;
        try {
            read = retry.call(() -> deserializer.deserialize(topic, event.headers(), value));
        } catch (SerdeException e) {
            return new Heard.Unusable(SerdeFaults.blameRecord(e).failure());
        }
        if (read.getUserId().isBlank() || read.getItemId().isBlank()) {
            return unusable(FailureCode.MISSING_ID, (read.getUserId().isBlank() ? "user_id" : "item_id") + " is empty");
        }
        if (isTooLong(read.getUserId()) || isTooLong(read.getItemId()) || isTooLong(read.getTenant())) {
            return unusable(
                    FailureCode.TOO_LARGE,
                    "user_id, item_id or tenant has more than %d characters".formatted(Decoded.MAX_NAME_CHARS));
        }
        if (!(read.getWeight() > 0) || Double.isInfinite(read.getWeight())) {
            return unusable(FailureCode.BAD_FIELD, "weight must be positive and finite");
        }
        Instant at = read.getOccurredAt().isAfter(now) ? now : read.getOccurredAt();
        return new Heard.Said(
                new UserKey(read.getTenant(), read.getUserId()),
                new Signal(read.getItemId(), read.getKind(), read.getWeight(), at));
    }

    private static boolean isTooLong(String name) {
        return name.length() > Decoded.MAX_NAME_CHARS;
    }

    private static Heard unusable(FailureCode code, String reason) {
        return new Heard.Unusable(new Failure(code, reason));
    }
}
