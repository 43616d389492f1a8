package io.kalmstream.deploy.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for errors in the processes' logs that no fault explains: ours, those that nobody has caught, and a lack of memory. What Kafka
 * calls an error while its brokers are killed under it, our own FailurePolicy judges, and says so as an error where it matters.
 */
final class SoakLogs {
    private static final Pattern ERROR =
            Pattern.compile("^\\S+Z ERROR \\[.*?] io\\.kalmstream\\..*|^Exception in thread .*|.*OutOfMemoryError.*");
    private static final Pattern ENTRY = Pattern.compile("^\\d{4}-\\S+Z [A-Z]+ .*");
    /** Of an entry, as many lines as say what it is about. */
    private static final int LINES = 6;

    /** A stream thread that was replaced also ends with its exception. */
    private static final Pattern REPLACED = Pattern.compile("^Exception in thread \"\\S+-StreamThread-\\d+\""
            + " org\\.apache\\.kafka\\.streams\\.errors\\.StreamsException");

    /** A worker that comes back while the broker restarts may be taken for a stranger with its name, and starts again. */
    private static final Pattern FENCED =
            Pattern.compile("FailurePolicy: A stream thread failed \\(RESTART: FencedInstanceIdException");

    private SoakLogs() {}

    static Findings check(Path folder) throws IOException {
        Findings findings = new Findings();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> logs = files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
            for (Path log : logs) {
                check(log, findings);
            }
        }
        return findings;
    }

    private static void check(Path log, Findings findings) throws IOException {
        List<String> lines = Files.readAllLines(log, UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            if (ERROR.matcher(lines.get(i)).matches()
                    && !REPLACED.matcher(lines.get(i)).find()
                    && !FENCED.matcher(lines.get(i)).find()) {
                findings.add(Flaw.UNEXPECTED, "%s:%d: %s".formatted(log.getFileName(), i + 1, entry(lines, i)));
            }
        }
    }

    private static String entry(List<String> lines, int start) {
        int end = start + 1;
        while (end < lines.size()
                && end - start < LINES
                && !ENTRY.matcher(lines.get(end)).matches()) {
            end++;
        }
        return String.join(" ", lines.subList(start, end));
    }
}
