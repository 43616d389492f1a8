package io.kalmstream.deploy.soak;

import io.kalmstream.deploy.quickstart.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * Runs the workers through all the faults there are, and says what was lost or invented.
 *
 * <p>Threads: one, which may be interrupted.
 */
public final class Soak {
    private static final Duration FIRST_LIMIT = Duration.ofSeconds(90);
    private static final Duration HEAL_LIMIT = Duration.ofMinutes(3);
    private static final Duration CONVERGE_LIMIT = Duration.ofSeconds(40);

    private final SoakSettings settings;
    private final Progress progress;
    private final Findings findings = new Findings();
    private Duration healing = Duration.ZERO;

    private Soak(SoakSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Returns the report; everything that was started has ended then. The processes' logs, and the findings if there are any, stay in
     * the folder.
     */
    public static SoakReport run(SoakSettings settings, Progress progress) throws IOException, InterruptedException {
        return new Soak(settings, progress).run();
    }

    private SoakReport run() throws IOException, InterruptedException {
        Files.createDirectories(settings.logs());
        // Of brokers that come and go its clients warn all the time.
        Quiet.errorsOnly("org.apache.kafka");
        progress.say("Seed %d: starting a broker, a vector store and three workers; their logs are in %s"
                .formatted(settings.seed(), settings.logs()));
        Random random = new Random(settings.seed());
        try (SoakStack stack = SoakStack.start(settings)) {
            Nemesis nemesis = new Nemesis(stack.broker(), stack.workers(), stack.line(), random, progress::say);
            long sent;
            try (Drain drain = new Drain(stack, nemesis);
                    Load load = load(stack, random)) {
                sent = rage(nemesis, load, drain);
            }
            return check(stack, nemesis.faults(), sent);
        }
    }

    private Load load(SoakStack stack, Random random) {
        return new Load(
                stack.broker().bootstrap(),
                new EventDraws(random.nextLong(), System.currentTimeMillis()),
                settings.eventsPerSecond());
    }

    /** Answers how many events there are. */
    private long rage(Nemesis nemesis, Load load, Drain drain) throws IOException, InterruptedException {
        load.start();
        if (!drain.awaitFirst(FIRST_LIMIT)) {
            throw new IllegalStateException("No worker has begun within %s, before any fault; their logs are in %s"
                    .formatted(FIRST_LIMIT, settings.logs()));
        }
        long seconds = settings.time().toSeconds();
        nemesis.rage(settings.time(), passed -> progress.at(passed.toSeconds(), seconds));
        progress.at(seconds, seconds);
        progress.say("All faults end; every event must be worked on now");
        nemesis.heal();
        long healed = System.nanoTime();
        long sent = load.finish();
        if (!drain.awaitAll(HEAL_LIMIT)) {
            findings.add(Flaw.STALLED, "after %s without faults: %s".formatted(HEAL_LIMIT, drain.behind()));
        }
        healing = Duration.ofNanos(System.nanoTime() - healed);
        return sent;
    }

    private SoakReport check(SoakStack stack, Map<FaultKind, Integer> faults, long sent)
            throws IOException, InterruptedException {
        progress.say("Comparing what is there with what must be there");
        try (StoredPoints points = new StoredPoints(stack.storePort(), stack.collection())) {
            Verification verification = new Verification(stack.broker().bootstrap(), points);
            verification.input(sent);
            verification.points(CONVERGE_LIMIT);
            verification.outputs();
            findings.addAll(verification.findings());
            for (WorkerProcess worker : stack.workers()) {
                if (!worker.finish()) {
                    findings.add(Flaw.UNEXPECTED, worker + " did not end in order, without any fault");
                }
            }
            findings.addAll(stack.findings());
            findings.addAll(SoakLogs.check(settings.logs()));
            if (settings.qdrantPort() != 0) {
                points.drop();
            }
            return report(verification, faults);
        }
    }

    private SoakReport report(Verification verification, Map<FaultKind, Integer> faults) throws IOException {
        Map<Flaw, Long> flaws = new EnumMap<>(Flaw.class);
        for (Flaw flaw : Flaw.values()) {
            flaws.put(flaw, findings.count(flaw));
        }
        if (!findings.isEmpty()) {
            Path list = settings.logs().resolve("findings.txt");
            Files.write(list, findings.lines());
            progress.say("What is wrong is listed in " + list);
        }
        return new SoakReport(
                settings.seed(),
                settings.time(),
                verification.expectation().events(),
                verification.expectation().documents().size(),
                verification.expectation().letters().size(),
                verification.letters(),
                verification.vectors(),
                verification.duplicates(),
                faults,
                flaws,
                findings.lines(),
                healing,
                settings.logs());
    }
}
