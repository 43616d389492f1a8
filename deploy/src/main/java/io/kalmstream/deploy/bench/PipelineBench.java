package io.kalmstream.deploy.bench;

import io.kalmstream.deploy.bench.PipelineReport.AgainstEncoder;
import io.kalmstream.deploy.bench.PipelineReport.Load;
import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.deploy.quickstart.Percentiles;
import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.encoder.TextEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many events a worker settles in a second, with a broker in the same process; what share that is of what its model does alone;
 * and how soon an event is searchable at half of that speed. Rounds of the pipeline and of the model alone take turns, so that
 * whatever else the machine does hits both. Reported are medians, after rounds that only warm up.
 *
 * <p>Threads: one.
 */
public final class PipelineBench {
    private static final int EVENT_BYTES = 600;
    private static final int EVENTS_WITHOUT_MODEL = 200_000;
    private static final int WARM_UP_ROUNDS = 2;
    /** What is compiled then is ours and Kafka's, which is much more than a model's. */
    private static final int WARM_UP_ROUNDS_WITHOUT_MODEL = 4;

    private static final int MOST_WARM_UP_ROUNDS = 15;
    /** Share of a core that the JVM's compilers may still take when measuring begins: a worker that has run for a while has none. */
    private static final double COMPILING = 0.05;

    /** Long against what the first and the last window of a round wait for. */
    private static final Duration ROUND_WITH_MODEL = Duration.ofSeconds(20);

    private static final int BATCHES_IN_BOUND = 3;

    private final PipelineBenchSettings settings;
    private final Progress progress;
    private final SettledMeter settled = new SettledMeter();
    private final BatchMeter batches = new BatchMeter();

    public PipelineBench(PipelineBenchSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** @param texts what events are made of */
    public PipelineReport run(List<String> texts) throws InterruptedException {
        TextEncoder encoder = settings.model().map(ModelChoice::open).orElseGet(NullEncoder::new);
        String model = encoder.model().stamp();
        try (BenchStack stack = BenchStack.start(settings, encoder, settled, batches);
                BenchFeed feed = new BenchFeed(stack)) {
            List<String> distinct = texts.stream().distinct().toList();
            BenchEvents events = settings.model().isEmpty()
                    ? new BenchEvents.OfSize(distinct, EVENT_BYTES, feed::bytes)
                    : new BenchEvents.OfTexts(distinct, "bench-" + System.currentTimeMillis());
            PipelineRounds pipeline = new PipelineRounds(stack, feed, events, settled, progress);
            return measure(model, pipeline, distinct);
        }
    }

    private PipelineReport measure(String model, PipelineRounds pipeline, List<String> texts)
            throws InterruptedException {
        int events = warmUp(pipeline, texts);
        List<String> same = repeated(texts, events);
        List<Long> ours = new ArrayList<>();
        List<Long> encoders = new ArrayList<>();
        BatchMeter.Reading read = BatchMeter.Reading.ZERO;
        for (int round = 1; round <= settings.rounds(); round++) {
            if (settings.model().isPresent()) {
                encoders.add(pipeline.encodeOnly(same));
            }
            BatchMeter.Reading before = batches.read();
            ours.add(pipeline.settle(events));
            read = read.plus(batches.read().minus(before));
            progress.say(line("round " + round, events, ours, encoders));
        }
        Speed speed = Speed.of(events, ours);
        Optional<AgainstEncoder> against =
                encoders.isEmpty() ? Optional.empty() : Optional.of(against(speed, Speed.of(events, encoders)));
        return new PipelineReport(
                model,
                settings.store().name(),
                settings.threads(),
                settings.partitions(),
                events,
                settings.rounds(),
                speed,
                read.paddingRatio(),
                against,
                load(pipeline, speed.median() / 2));
    }

    /** @return how many events a round has */
    private int warmUp(PipelineRounds pipeline, List<String> texts) throws InterruptedException {
        int events = settings.events().orElse(settings.model().isPresent() ? texts.size() : EVENTS_WITHOUT_MODEL);
        int least = settings.model().isPresent() ? WARM_UP_ROUNDS : WARM_UP_ROUNDS_WITHOUT_MODEL;
        CompilerLoad compiler = new CompilerLoad();
        long nanos = 0;
        for (int round = 0; round < least || (mayGoOn(round) && compiler.share() > COMPILING); round++) {
            compiler.start();
            if (settings.model().isPresent()) {
                pipeline.encodeOnly(repeated(texts, events));
            }
            nanos = pipeline.settle(events);
            compiler.stop();
            progress.say(line("warm-up", events, List.of(nanos), List.of()));
        }
        double perNano = (double) events / nanos;
        return roundTime()
                .map(time -> Math.max(1, Math.toIntExact(Math.round(perNano * time.toNanos()))))
                .orElse(events);
    }

    private boolean mayGoOn(int round) {
        return settings.events().isEmpty() && round < MOST_WARM_UP_ROUNDS;
    }

    private Optional<Duration> roundTime() {
        return settings.model().isPresent() && settings.events().isEmpty()
                ? Optional.of(settings.roundTime().orElse(ROUND_WITH_MODEL))
                : settings.roundTime();
    }

    private Load load(PipelineRounds pipeline, double perSecond) throws InterruptedException {
        BatchMeter.Reading before = batches.read();
        PipelineRounds.Steady steady = pipeline.steadily(perSecond, settings.loadTime());
        double batch = batches.read().minus(before).millis();
        Percentiles millis = new Percentiles(steady.millis());
        return new Load(
                perSecond,
                steady.millis().size(),
                millis.at(50),
                millis.at(99),
                steady.longestWindow().toMillis() + BATCHES_IN_BOUND * batch,
                batch);
    }

    private static AgainstEncoder against(Speed pipeline, Speed encoder) {
        return new AgainstEncoder(encoder, pipeline.median() / encoder.median());
    }

    /** The texts of a round's events. */
    private static List<String> repeated(List<String> texts, int count) {
        List<String> repeated = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            repeated.add(texts.get(i % texts.size()));
        }
        return repeated;
    }

    private static String line(String name, int events, List<Long> ours, List<Long> encoders) {
        String line = "%s: %.1f events/s".formatted(name, perSecond(events, ours.getLast()));
        return encoders.isEmpty()
                ? line
                : "%s, encoder alone %.1f documents/s".formatted(line, perSecond(events, encoders.getLast()));
    }

    private static double perSecond(int events, long nanos) {
        return events / (nanos / 1e9);
    }
}
