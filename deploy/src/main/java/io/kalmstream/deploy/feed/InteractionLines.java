package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.Interaction;
import io.kalmstream.avro.InteractionKind;
import io.kalmstream.topology.event.mapping.Moments;
import io.kalmstream.topology.event.mapping.Value;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Lines that say what users did: {@code user_id}, {@code item_id} and {@code kind}, with {@code tenant}, {@code weight} and {@code
 * occurred_at} if they have them.
 *
 * <p>Threads: any.
 */
final class InteractionLines implements LineReader.Mapping {
    private static final String KINDS = Arrays.toString(InteractionKind.values());

    private final InstantSource clock;

    /** @param clock when something was done that does not say so */
    InteractionLines(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public FeedRecord record(RawLine line, Value.Group json) {
        Optional<InteractionKind> kind = kind(json.field("kind"));
        Optional<Double> weight = weight(json.field("weight"));
        if (kind.isEmpty()) {
            return LineReader.broken(line, "its kind is none of " + KINDS);
        }
        if (weight.isEmpty()) {
            return LineReader.broken(line, "its weight is not a number");
        }
        String user = json.field("user_id").asName().orElse("");
        return new FeedRecord.Interacted(
                line.number(),
                new Interaction(
                        user,
                        json.field("item_id").asName().orElse(""),
                        kind.get(),
                        weight.get(),
                        json.field("tenant").asName().orElse(""),
                        Moments.of(json.field("occurred_at")).orElseGet(clock::instant)));
    }

    private static Optional<InteractionKind> kind(Value value) {
        String name = value.inText().toUpperCase(Locale.ROOT);
        return Arrays.stream(InteractionKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }

    private static Optional<Double> weight(Value value) {
        return switch (value) {
            case Value.Missing _ -> Optional.of(1.0);
            case Value.Whole(BigInteger number) -> Optional.of(number.doubleValue());
            case Value.Real real -> Optional.of(real.number());
            default -> Optional.empty();
        };
    }
}
