package io.kalmstream.deploy.quickstart;

import io.kalmstream.avro.Interaction;
import io.kalmstream.avro.Recommendations;
import io.kalmstream.avro.serde.RegistryAvroDeserializer;
import io.kalmstream.avro.serde.RegistryAvroSerializer;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.avro.serde.SchemaRegistryClient;
import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.Home;
import io.kalmstream.deploy.feed.EventFeed;
import io.kalmstream.deploy.feed.FeedProducer;
import io.kalmstream.deploy.feed.InteractionFile;
import io.kalmstream.deploy.feed.LineSource;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.topology.window.Settlement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Feeds waves one after the other, waits for what becomes of them, and checks it.
 *
 * <p>Threads: one.
 */
final class Feeding {
    private static final Duration TICK = Duration.ofMillis(200);
    /** Nothing was settled for so long: nothing will be. */
    private static final Duration STALLED = Duration.ofMinutes(2);

    private static final Duration READ_LIMIT = Duration.ofSeconds(30);
    private static final int MAX_ANSWER_BYTES = 1 << 20;
    private static final int EXAMPLES = 3;
    private static final int HITS = 3;

    private final QuickstartSettings settings;
    private final Home home;
    private final Addresses addresses;
    private final Worker worker;
    private final Outcomes outcomes;
    private List<ExampleQuery> queries = List.of();

    Feeding(QuickstartSettings settings, Home home, Addresses addresses, Worker worker, Outcomes outcomes) {
        this.settings = settings;
        this.home = home;
        this.addresses = addresses;
        this.worker = worker;
        this.outcomes = outcomes;
    }

    QuickstartResult run(Progress progress) throws InterruptedException {
        finishEarlierRun(progress);
        Map<DocumentKey, String> before = texts(points());
        try (LetterReader letters =
                LetterReader.fromEnd(addresses.kafka(), addresses.topics().deadLetters())) {
            List<Wave> waves = Waves.of(settings.input(), home.samples());
            long lines = Waves.lines(waves);
            Ledger ledger = new Ledger(
                    new Meanings(worker.maxTextChars()),
                    progress::say,
                    () -> progress.at(outcomes.size(), Math.max(lines, outcomes.size())));
            long start = System.nanoTime();
            feed(waves, ledger, lines, progress);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return result(before, ledger, waves, letters, took);
        } catch (IOException e) {
            throw new UncheckedIOException("The events cannot be read: " + e.getMessage(), e);
        }
    }

    private void finishEarlierRun(Progress progress) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka()))) {
            new EarlierRun(
                            KafkaRemains.of(admin, Quickstart.APPLICATION, addresses.topics(), worker::pending),
                            outcomes::changes,
                            System::nanoTime,
                            this::pause)
                    .finish(progress);
        }
        outcomes.forget();
    }

    private void pause() throws InterruptedException {
        worker.requireAlive();
        Thread.sleep(TICK);
    }

    private void feed(List<Wave> waves, Ledger ledger, long lines, Progress progress)
            throws IOException, InterruptedException {
        Map<String, String> settingsOfRegistry = Map.of(SerdeConfig.URL, addresses.registry());
        try (SchemaRegistryClient registry = SchemaRegistries.open(settingsOfRegistry);
                RegistryAvroSerializer serializer = new RegistryAvroSerializer(registry, settingsOfRegistry, false);
                Producer<byte[], byte[]> producer =
                        FeedProducer.open(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka()))) {
            EventFeed feed = new EventFeed(
                    producer, serializer, addresses.topics().inputs().getFirst(), Clock.systemUTC());
            for (Wave wave : waves) {
                try (InputStream in = wave.source().open()) {
                    feed.feed(in, wave.format(), ledger);
                }
                await(places(ledger.sent()), lines, progress);
            }
        }
    }

    private void await(List<Place> places, long total, Progress progress) throws InterruptedException {
        long changes = -1;
        long lastChange = System.nanoTime();
        while (!outcomes.await(places, TICK)) {
            worker.requireAlive();
            progress.at(outcomes.size(), Math.max(total, places.size()));
            long now = System.nanoTime();
            if (outcomes.changes() != changes) {
                changes = outcomes.changes();
                lastChange = now;
            } else if (now - lastChange > STALLED.toNanos()) {
                progress.say("Nothing has happened for " + STALLED.toSeconds() + " s: not waiting any longer.");
                return;
            }
        }
        progress.at(outcomes.size(), Math.max(total, places.size()));
    }

    private QuickstartResult result(
            Map<DocumentKey, String> before, Ledger ledger, List<Wave> waves, LetterReader reader, Duration took)
            throws IOException {
        List<Sent> sent = ledger.sent();
        Map<Place, Settlement> settled = outcomes.of(places(sent));
        List<Place> bad = sent.stream().filter(Sent::isBad).map(Sent::place).toList();
        List<Letter> letters = reader.read(bad.size(), READ_LIMIT);
        Map<Place, Content> originals = OriginalReader.read(addresses.kafka(), bad, READ_LIMIT);
        List<StoredPoint> points = points();
        queries = settings.input() == null
                ? QueryFile.shown(home.samples().resolve("queries.jsonl"), EXAMPLES)
                : ExampleTexts.of(points, EXAMPLES);
        long duplicates =
                points.stream().filter(point -> point.duplicate() != null).count();
        QuickstartReport report =
                QuickstartReport.of(settled, outcomes.searchableMillis(places(sent)), duplicates, took);
        List<String> problems = new ArrayList<>(ledger.problems(Waves.sources(waves)));
        problems.addAll(Accounting.problems(sent, originals, letters, before, texts(points), settled));
        if (settings.input() == null && before.isEmpty()) {
            Path expected = home.samples().resolve("expected.json");
            problems.addAll(SampleCounts.differences(expected, report, points, letters));
        }
        return new QuickstartResult(report, problems);
    }

    AudienceResult recommend(Progress progress) throws InterruptedException {
        if (settings.input() != null) {
            return AudienceResult.NONE;
        }
        Map<String, String> settingsOfRegistry = Map.of(SerdeConfig.URL, addresses.registry());
        try (SchemaRegistryClient registry = SchemaRegistries.open(settingsOfRegistry);
                RegistryAvroSerializer serializer = new RegistryAvroSerializer(registry, settingsOfRegistry, false);
                RegistryAvroDeserializer<Recommendations> deserializer =
                        RegistryAvroDeserializer.specific(registry, Recommendations.class, MAX_ANSWER_BYTES);
                Producer<byte[], byte[]> producer =
                        FeedProducer.open(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.kafka()));
                ToldReader reader = ToldReader.fromEnd(addresses.kafka(), addresses.recommendations(), deserializer)) {
            List<Interaction> interactions = new InteractionFile(Clock.systemUTC())
                    .read(new LineSource(home.samples().resolve("interactions.jsonl")));
            return new Audience(producer, serializer, reader, points(), worker::requireAlive)
                    .run(interactions, progress);
        } catch (IOException e) {
            throw new UncheckedIOException("The interactions cannot be read: " + e.getMessage(), e);
        }
    }

    List<ExampleAnswer> examples() throws InterruptedException {
        if (queries.isEmpty()) {
            return List.of();
        }
        List<List<Neighbour>> hits = new Searcher(worker.batcher(), worker.store()).search(queries, HITS);
        List<ExampleAnswer> answers = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            answers.add(new ExampleAnswer(queries.get(i), hits.get(i)));
        }
        return answers;
    }

    private List<StoredPoint> points() {
        try (Stream<StoredPoint> all = worker.store().all()) {
            return all.toList();
        }
    }

    private static Map<DocumentKey, String> texts(Collection<StoredPoint> points) {
        return points.stream().collect(Collectors.toMap(StoredPoint::key, StoredPoint::textHash));
    }

    private static List<Place> places(List<Sent> sent) {
        return sent.stream().map(Sent::place).toList();
    }
}
