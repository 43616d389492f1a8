package io.kalmstream.sinks.embedded.payload;

import io.kalmstream.sinks.embedded.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path into a payload: {@code attributes.category}, {@code tags[]}, {@code items[0].name}, {@code "a.b".c}.
 *
 * @param steps the first is always a key
 */
public record PayloadPath(List<Step> steps) {
    private static final String KEY = "([\\p{IsAlphabetic}\\p{N}_-]+)|\"([^\"\\\\]*)\"";
    private static final Pattern FIRST = Pattern.compile(KEY);
    private static final Pattern NEXT = Pattern.compile("\\.(?:" + KEY + ")|\\[(\\d{0,9})\\]");

    public PayloadPath {
        steps = List.copyOf(steps);
    }

    public sealed interface Step {
        /** A key of an object. */
        record Key(String name) implements Step {}

        /** Every item of an array. */
        record Items() implements Step {}

        /** One item of an array. */
        record Index(int position) implements Step {}
    }

    public static PayloadPath parse(String text) {
        List<Step> steps = new ArrayList<>();
        Matcher first = FIRST.matcher(text);
        if (!first.lookingAt()) {
            throw malformed(text);
        }
        steps.add(key(first));
        Matcher next = NEXT.matcher(text);
        int end = first.end();
        while (end < text.length()) {
            if (!next.region(end, text.length()).lookingAt()) {
                throw malformed(text);
            }
            steps.add(step(next));
            end = next.end();
        }
        return new PayloadPath(steps);
    }

    private static Step step(Matcher match) {
        String position = match.group(3);
        if (position == null) {
            return key(match);
        }
        return position.isEmpty() ? new Step.Items() : new Step.Index(Integer.parseInt(position));
    }

    private static Step key(Matcher match) {
        String bare = match.group(1);
        return new Step.Key(bare != null ? bare : match.group(2));
    }

    private static RuntimeException malformed(String text) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        return Refusal.wrongInput("Invalid json path: '" + shown + "'");
    }
}
