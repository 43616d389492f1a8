package io.kalmstream.deploy.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** Reads a point in time the ways people write it in JSON. */
final class OccurredAt {
    private OccurredAt() {}

    /**
     * ISO-8601 (a date alone is its first instant; without an offset, UTC) or milliseconds since 1970.
     *
     * @return empty when it is neither, or no {@code long} of milliseconds can hold it
     */
    static Optional<Instant> of(JsonNode value) {
        if (value.canConvertToLong() && value.isIntegralNumber()) {
            return Optional.of(Instant.ofEpochMilli(value.longValue()));
        }
        if (!value.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Instant.ofEpochMilli(parse(value.textValue().strip()).toEpochMilli()));
        } catch (DateTimeException | ArithmeticException _) {
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
