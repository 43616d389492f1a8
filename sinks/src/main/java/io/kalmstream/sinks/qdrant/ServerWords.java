package io.kalmstream.sinks.qdrant;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be told of a server's words. Servers quote the value they do not like, and that is the user's; as it may hold quotation
 * marks itself, nobody can tell where a quotation ends. So the words end where the first one starts.
 */
final class ServerWords {
    private static final int LONGEST = 200;
    /** The apostrophe of "can't" quotes nothing; any other might. */
    private static final Pattern QUOTATION = Pattern.compile("[\"`]|(?<!n)'|'(?!t\\b)");

    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    private ServerWords() {}

    /** Printable ASCII, which the servers' own words are, at most {@value #LONGEST} characters and an ellipsis. */
    static String of(String words) {
        String plain = UNPRINTABLE.matcher(words).replaceAll("\"");
        Matcher quotation = QUOTATION.matcher(plain);
        int end = Math.min(quotation.find() ? quotation.start() : plain.length(), LONGEST);
        return end == plain.length() ? plain : plain.substring(0, end) + "...";
    }
}
