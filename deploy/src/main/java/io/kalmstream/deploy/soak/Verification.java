package io.kalmstream.deploy.soak;

import io.kalmstream.deploy.dlq.DeadLetter;
import io.kalmstream.deploy.dlq.LetterBox;
import io.kalmstream.deploy.dlq.LetterFilter;
import io.kalmstream.deploy.dlq.TopicScan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares everything that is there with what must be there.
 *
 * <p>Threads: one.
 */
final class Verification {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Map<String, String> clients;
    private final StoredPoints points;
    private final Expectation expectation = new Expectation();
    private final Findings findings = new Findings();
    private long letters;
    private long vectors;
    private long duplicates;

    Verification(String bootstrap, StoredPoints points) {
        this.clients = Map.of("bootstrap.servers", bootstrap);
        this.points = points;
        scan(Names.EVENTS, expectation::add);
    }

    /** @param sent events that the broker has acknowledged */
    void input(long sent) {
        if (expectation.events() != sent) {
            findings.add(
                    Flaw.UNEXPECTED,
                    "%d events were sent, %d are in the input topic".formatted(sent, expectation.events()));
        }
    }

    /**
     * The vector store converges: what a worker that was replaced brought back is deleted again, though not at once. What is wrong
     * when the time is over is wrong.
     */
    void points(Duration limit) throws InterruptedException {
        PointCheck check = new PointCheck(expectation);
        long deadline = System.nanoTime() + limit.toNanos();
        Findings found = check.check(points.all(), points.vectors());
        while (!found.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK);
            found = check.check(points.all(), points.vectors());
        }
        findings.addAll(found);
    }

    void outputs() {
        List<DeadLetter> seen = new ArrayList<>();
        scan(Names.LETTERS, _ -> {});
        new LetterBox(clients, Names.LETTERS).read(LetterFilter.ALL, seen::add);
        letters = seen.size();
        findings.addAll(LetterCheck.check(expectation, seen));

        VectorCheck vectorCheck = new VectorCheck(expectation);
        scan(Names.VECTORS, vectorCheck::add);
        vectors = vectorCheck.records();
        findings.addAll(vectorCheck.finish());

        DuplicateCheck duplicateCheck = new DuplicateCheck(expectation);
        scan(Names.DUPLICATES, duplicateCheck::add);
        duplicates = duplicateCheck.records();
        findings.addAll(duplicateCheck.finish());
    }

    /** Waits for transactions that are open: somebody who was killed may have left one, before what others have committed. */
    private void scan(String topic, TopicScan.Each each) {
        try (TopicScan scan = TopicScan.open(clients)) {
            scan.readAll(scan.endsWithOpen(scan.partitions(topic)), each);
        }
    }

    Expectation expectation() {
        return expectation;
    }

    Findings findings() {
        return findings;
    }

    long letters() {
        return letters;
    }

    long vectors() {
        return vectors;
    }

    long duplicates() {
        return duplicates;
    }
}
