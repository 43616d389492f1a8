package io.kalmstream.topology.event.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** Reads a point in time the ways people write it. */
public final class Moments {
    private Moments() {}

    /**
     * A time, ISO-8601 (a date alone is its first instant; without an offset, UTC) or milliseconds since 1970.
     *
     * @return empty when it is none of them, or no {@code long} of milliseconds can hold it
     */
    public static Optional<Instant> of(Value value) {
        return switch (value) {
            case Value.Whole whole ->
                whole.fitsLong()
                        ? Optional.of(Instant.ofEpochMilli(whole.number().longValue()))
                        : Optional.empty();
            case Value.Text(String text) -> parsed(text);
            case Value.Moment(Instant at) -> inMillis(at);
            case Value.Missing _, Value.Real _, Value.Flag _, Value.Items _, Value.Group _ -> Optional.empty();
        };
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return inMillis(parse(text.strip()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> inMillis(Instant at) {
        try {
            return Optional.of(Instant.ofEpochMilli(at.toEpochMilli()));
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }

    private static Instant parse(String text) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        TemporalAccessor parsed =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
        return parsed instanceof ZonedDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }
}
