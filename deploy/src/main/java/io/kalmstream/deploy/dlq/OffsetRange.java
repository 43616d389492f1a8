package io.kalmstream.deploy.dlq;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From one offset to another, both included. */
public record OffsetRange(long first, long last) {
    public static final OffsetRange ALL = new OffsetRange(0, Long.MAX_VALUE);

    private static final Pattern RANGE = Pattern.compile("(\\d{1,18})(-(\\d{1,18})?)?");

    public OffsetRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("offsets from %d to %d are none".formatted(first, last));
        }
    }

    /**
     * @param text {@code 5}, {@code 5-9} or {@code 5-}
     * @throws IllegalArgumentException it is none of them
     */
    public static OffsetRange parse(String text) {
        Matcher matcher = RANGE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("`%s` is no range of offsets like 5, 5-9 or 5-".formatted(text));
        }
        long first = Long.parseLong(matcher.group(1));
        if (matcher.group(2) == null) {
            return new OffsetRange(first, first);
        }
        return new OffsetRange(first, matcher.group(3) == null ? Long.MAX_VALUE : Long.parseLong(matcher.group(3)));
    }

    boolean contains(long offset) {
        return offset >= first && offset <= last;
    }
}
