package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.deploy.Home;
import io.kalmstream.encoder.Embedder;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.sinks.duplicates.DuplicateGroups;
import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.duplicates.DuplicateStore;
import io.kalmstream.sinks.duplicates.Policy;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.sinks.qdrant.QdrantStore;
import io.kalmstream.topology.event.TextHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about duplicates, as somebody types them, on the samples and what is planted there. */
final class DedupCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_TEXT = 64_000;

    private final Path samples = Home.find().samples();

    @TempDir
    private Path folder;

    private record Sample(DocumentKey key, String text, Instant at) {}

    @Test
    void calibrate_thenFindEveryPlantedDuplicate_andNoOther_thenReport() throws Exception {
        JsonNode calibrated = JSON.readTree(
                run(ExitCode.OK, "calibrate", "--json", "--pairs", pairs()).getFirst());
        JsonNode suggested = calibrated.path("suggested");
        assertThat(calibrated.path("duplicates").asInt()).isEqualTo(74);
        assertThat(suggested.path("precision").asDouble()).isEqualTo(1);
        assertThat(suggested.path("recall").asDouble()).isEqualTo(1);

        try (EmbeddedQdrant qdrant = EmbeddedQdrant.start(new EmbeddedQdrantSettings(folder, "127.0.0.1", 0))) {
            String url = "http://127.0.0.1:" + qdrant.port();

            Map<String, String> found =
                    duplicates(url, suggested.path("threshold").asDouble());

            assertThat(found).isEqualTo(planted());
            JsonNode report = JSON.readTree(run(ExitCode.OK, "report", "--json", "--limit", "3", "--qdrant", url)
                    .getFirst());
            assertThat(report.path("duplicates").asInt()).isEqualTo(74);
            assertThat(report.path("strays").asInt()).isZero();
            assertThat(report.path("largest")).hasSize(3);
            assertThat(report.path("largest").path(0).path("duplicates").asInt())
                    .isEqualTo(2);
            assertThat(run(ExitCode.OK, "report", "--limit", "1", "--qdrant", url))
                    .last()
                    .asString()
                    .contains("74 duplicates");
            run(ExitCode.CONFIGURATION, "report", "--collection", "none", "--qdrant", url);
        }
    }

    @Test
    void calibrate_kindsThatCannotBeToldApart_saysSo() throws IOException {
        Path file = Files.writeString(folder.resolve("pairs.jsonl"), """
            {"a": "a red shoe", "b": "a red shoe", "duplicate": false}

            {"a": "a red shoe", "b": "tax returns", "duplicate": true}
            """);

        assertThat(run(ExitCode.UNACCOUNTED, "calibrate", "--pairs", file.toString()))
                .last()
                .asString()
                .startsWith("No threshold reaches a precision of 1.000");
    }

    @Test
    void calibrate_badLines_areNamed() throws IOException {
        Path oneKind =
                Files.writeString(folder.resolve("one.jsonl"), "{\"a\": \"x\", \"b\": \"y\", \"duplicate\": true}\n");
        Path noPair = Files.writeString(folder.resolve("no.jsonl"), "{\"a\": \"x\", \"b\": 3, \"duplicate\": true}\n");

        run(ExitCode.DATA, "calibrate", "--pairs", oneKind.toString());
        run(ExitCode.DATA, "calibrate", "--pairs", noPair.toString());
        run(ExitCode.USAGE, "calibrate", "--pairs", folder.resolve("none").toString());
    }

    private String pairs() {
        return samples.resolve("pairs.jsonl").toString();
    }

    /** What is marked once all samples are in, in some order and in windows of some size. */
    private Map<String, String> duplicates(String url, double threshold) throws Exception {
        List<Sample> shuffled = new ArrayList<>(documents());
        Collections.shuffle(shuffled, new Random(7));
        try (Embedder embedder = Embedder.open("builtin")) {
            ModelCard model = embedder.model();
            long[] sequence = {0};
            try (VectorStore store = new QdrantStore(
                    new CollectionSpec("kalmstream", model.dimensions(), model.stamp()),
                    QdrantSettings.of(url, null))) {
                store.ensureCollection();
                DuplicateGroups groups = new DuplicateGroups(
                        DuplicateStore.over(store, () -> new Fence("test", 1, ++sequence[0])),
                        new DuplicateRules(Policy.MARK, threshold, 10));
                for (int start = 0; start < shuffled.size(); start += 64) {
                    List<Point> window = points(
                            embedder, shuffled.subList(start, Math.min(shuffled.size(), start + 64)), model.stamp());
                    store.apply(
                            new Fence("test", 1, ++sequence[0]),
                            window.stream().<Change>map(Change.Upsert::new).toList());
                    groups.update(window, List.of());
                }
                try (Stream<StoredPoint> all = store.all()) {
                    Map<String, String> marks = new TreeMap<>();
                    all.forEach(point -> {
                        Duplicate duplicate = point.duplicate();
                        if (duplicate != null) {
                            marks.put(point.key().id(), duplicate.kind() + " of " + duplicate.of());
                        }
                    });
                    return marks;
                }
            }
        }
    }

    private static List<Point> points(Embedder embedder, List<Sample> documents, String model)
            throws InterruptedException {
        List<float[]> vectors =
                embedder.embed(documents.stream().map(Sample::text).toList(), Side.DOCUMENT);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            Sample document = documents.get(i);
            points.add(new Point(
                    document.key(),
                    vectors.get(i),
                    document.text(),
                    TextHash.of(document.text()),
                    model,
                    Map.of(),
                    document.at(),
                    new Point.Source("events", 0, i)));
        }
        return points;
    }

    /** As they are in the end. */
    private List<Sample> documents() throws IOException {
        Map<DocumentKey, Sample> documents = new LinkedHashMap<>();
        for (String file : List.of("events-1.jsonl", "events-2.jsonl")) {
            for (String line : Files.readAllLines(samples.resolve(file))) {
                JsonNode event;
                try {
                    event = JSON.readTree(line);
                } catch (IOException _) {
                    continue;
                }
                String text = event.path("text").asText();
                DocumentKey key = new DocumentKey(
                        event.path("tenant").asText(), event.path("id").asText());
                if (event.path("deleted").asBoolean()) {
                    documents.remove(key);
                } else if (!key.id().isEmpty() && !text.isBlank() && text.length() <= LARGEST_TEXT) {
                    Instant at = Instant.parse(event.path("occurred_at").asText());
                    // The time of a text is that of the event that brought it.
                    documents.merge(
                            key,
                            new Sample(key, text, at),
                            (known, next) -> known.text().equals(next.text()) ? known : next);
                }
            }
        }
        return List.copyOf(documents.values());
    }

    private Map<String, String> planted() throws IOException {
        Map<String, String> planted = new TreeMap<>();
        for (JsonNode pair :
                JSON.readTree(samples.resolve("expected.json").toFile()).path("duplicate_pairs")) {
            planted.put(
                    pair.path("id").asText(),
                    pair.path("kind").asText() + " of " + pair.path("of").asText());
        }
        return planted;
    }

    private static List<String> run(int code, String... arguments) {
        List<String> all = new ArrayList<>(List.of("dedup"));
        all.addAll(List.of(arguments));
        return TestingCommandLine.lines(code, all.toArray(String[]::new));
    }
}
