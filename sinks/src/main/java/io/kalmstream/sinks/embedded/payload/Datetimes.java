package io.kalmstream.sinks.embedded.payload;

import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Dates and times as Qdrant reads them out of payload strings: RFC 3339, or without offset (then UTC), seconds or time of day. */
final class Datetimes {
    private static final Pattern LIKELY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?:[Tt ][0-9:.,+Zz -]*)?");
    private static final int LONGEST = 48;
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendOptional(new DateTimeFormatterBuilder()
                    .appendPattern("['T'][' ']HH:mm[:ss]")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .optionalStart()
                    .appendOffset("+HH:MM", "Z")
                    .optionalEnd()
                    .optionalStart()
                    .appendOffset("+HHmm", "Z")
                    .optionalEnd()
                    .toFormatter())
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private Datetimes() {}

    /** Microseconds since 1970, or nothing where the text is no datetime. */
    static OptionalLong micros(String text) {
        if (text.length() > LONGEST || !LIKELY.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        try {
            TemporalAccessor parsed =
                    FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return OptionalLong.of(micros(instant(parsed)));
        } catch (DateTimeException | ArithmeticException _) {
            return OptionalLong.empty();
        }
    }

    static long micros(Timestamp timestamp) {
        return micros(Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos()));
    }

    private static Instant instant(TemporalAccessor parsed) {
        return switch (parsed) {
            case OffsetDateTime exact -> exact.toInstant();
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
            case LocalDate day -> day.atStartOfDay().toInstant(ZoneOffset.UTC);
            default -> throw new IllegalStateException("not asked for: " + parsed.getClass());
        };
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }
}
