package io.kalmstream.deploy.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for errors in the processes' logs that the faults do not explain. */
final class SoakLogs {
    private static final Pattern ERROR =
            Pattern.compile("^\\S+Z ERROR .*|^Exception in thread .*|.*OutOfMemoryError.*");
    private static final Pattern ENTRY = Pattern.compile("^\\d{4}-\\S+Z [A-Z]+ .*");
    /** Of an entry, as many lines as say what it is about. */
    private static final int LINES = 6;

    /** What faults must lead to, each with its reason. */
    private static final List<Pattern> EXPECTED = Stream.of(
                    // Killed with exactly-once: its stores on disk may hold what was not committed and are made anew.
                    "TaskManager: .*TaskCorruptedException",
                    // Fenced off: it leaves a group that has forgotten it.
                    "ConsumerCoordinator: .*LeaveGroup request .* failed with error: The coordinator is not aware of",
                    // Fenced off: what it still sends is refused.
                    "RecordCollectorImpl: .*(InvalidProducerEpochException|ProducerFencedException)",
                    // Its transaction was ended meanwhile, which it learns as it hands a partition over.
                    "TaskManager: .*Exception caught while committing those revoked tasks",
                    "ConsumerRebalanceListenerInvoker: .*onPartitionsRevoked.*TaskMigratedException",
                    "TaskManager: .*failed during last commit and hence should be closed dirty",
                    // Kafka Streams' words for a task that fails. Whether it may, our own FailurePolicy says after,
                    // and as an error only where it may not.
                    "LogAndFailProcessingExceptionHandler: Exception caught during message processing",
                    "(ProcessorNode|StreamTask): .*Processing exception handler is set to fail",
                    "TaskExecutor: .*Failed to (process|punctuate) stream task",
                    "KafkaStreams: .*Replacing thread in the streams uncaught exception handler",
                    "^Exception in thread \"\\S+-StreamThread-\\d+\""
                            + " org\\.apache\\.kafka\\.streams\\.errors\\.StreamsException",
                    // A broker that starts asks itself a moment before it is its own controller, and asks again.
                    "ControllerApis: .*apiKey=CONTROLLER_REGISTRATION.*NotControllerException")
            .map(Pattern::compile)
            .toList();

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
            if (ERROR.matcher(lines.get(i)).matches() && !isExpected(entry(lines, i))) {
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

    private static boolean isExpected(String entry) {
        return EXPECTED.stream().anyMatch(pattern -> pattern.matcher(entry).find());
    }
}
