package io.kalmstream.deploy.fault.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.dlq.DeadLetter;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares what is there with what was sent. */
final class Reckoning {
    private final Scene scene;
    private final List<Sent> sent;

    private Reckoning(Scene scene, List<Sent> sent) {
        this.scene = scene;
        this.sent = sent;
    }

    /** Waits until everything sent has ended; then every event must have had its one end, and every document its last version. */
    static void settle(Scene scene, List<Sent> sent) throws Exception {
        scene.awaitSettled(sent);
        Reckoning reckoning = new Reckoning(scene, sent);
        reckoning.outputs();
        reckoning.letters();
        reckoning.points();
    }

    /** Every document has its last version, and there are no others. */
    static void requirePoints(Scene scene, List<Sent> sent) throws Exception {
        new Reckoning(scene, sent).points();
    }

    /** Numbers of the events that have ended for Kafka: with an output, or as dead letters. */
    static Set<Integer> ended(Scene scene, List<Sent> sent) {
        Set<Integer> ended = new TreeSet<>();
        scene.outputs().forEach(output -> ended.add(number(output)));
        Set<String> letters = scene.letters().stream().map(Reckoning::inWords).collect(toSet());
        sent.stream().filter(event -> letters.contains(inWords(event))).forEach(event -> ended.add(event.number()));
        return ended;
    }

    /** Those of these that have not ended and were not replaced by a later one of these. */
    static List<Sent> unended(Scene scene, List<Sent> sent) {
        Set<Integer> ended = ended(scene, sent);
        Set<String> later = new HashSet<>();
        List<Sent> open = new ArrayList<>();
        for (Sent event : sent.reversed()) {
            if (!ended.contains(event.number()) && !later.contains(event.id())) {
                open.add(event);
            }
            later.add(event.id());
        }
        return open;
    }

    /** The last event of each document. */
    private Map<String, Sent> last() {
        Map<String, Sent> last = new LinkedHashMap<>();
        for (Sent event : sent) {
            if (!(event.content() instanceof Sent.Bad)) {
                last.put(event.id(), event);
            }
        }
        return last;
    }

    /** None twice, none out of order, and the last of each document is there: what is not was replaced by a later one. */
    private void outputs() {
        Map<Integer, Sent> byNumber = new HashMap<>();
        sent.forEach(event -> byNumber.put(event.number(), event));
        Map<String, List<Integer>> numbers = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> output : scene.outputs()) {
            int number = number(output);
            Sent event = requireNonNull(byNumber.get(number), "an output of what was never sent");
            assertThat(new String(output.key(), UTF_8)).isEqualTo(event.id());
            assertThat(output.value() == null)
                    .as("a deletion: %s", event)
                    .isEqualTo(event.content() instanceof Sent.Tombstone);
            numbers.computeIfAbsent(event.id(), _ -> new ArrayList<>()).add(number);
        }
        numbers.forEach((id, found) -> assertThat(found)
                .as("outputs of %s; %s", id, Seed.repeat())
                .doesNotHaveDuplicates()
                .isSorted());
        last().forEach((id, event) -> assertThat(numbers.getOrDefault(id, List.of()))
                .as("the end of %s; %s", event, Seed.repeat())
                .endsWith(event.number()));
    }

    private void letters() {
        List<String> expected = sent.stream()
                .filter(event -> event.content() instanceof Sent.Bad)
                .map(Reckoning::inWords)
                .toList();
        assertThat(scene.letters())
                .extracting(Reckoning::inWords)
                .as(Seed.repeat())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static int number(ConsumerRecord<byte[], byte[]> output) {
        return Integer.parseInt(
                new String(output.headers().lastHeader(Sent.NUMBER).value(), UTF_8));
    }

    private static String inWords(Sent event) {
        return "%s %s %s".formatted(event.at(), event.id(), event.content());
    }

    private static String inWords(DeadLetter letter) {
        byte[] key = letter.record().key();
        byte[] value = letter.record().value();
        return "%s %s %s"
                .formatted(
                        new Sent.Place(
                                letter.origin().partition(), letter.origin().offset()),
                        key == null ? null : new String(key, UTF_8),
                        value == null ? null : new Sent.Bad(new String(value, UTF_8)));
    }

    private void points() throws Exception {
        Map<String, Kept> points = scene.points();
        Map<String, Sent> expected = new HashMap<>();
        last().forEach((id, event) -> {
            if (event.content() instanceof Sent.Text) {
                expected.put(Kept.id(new DocumentKey("", id)), event);
            }
        });
        assertThat(points.keySet()).as(Seed.repeat()).isEqualTo(expected.keySet());
        points.forEach((id, kept) -> {
            Sent event = requireNonNull(expected.get(id));
            Point.Source source = kept.point().source();
            assertThat(new Sent.Place(source.partition(), source.offset()))
                    .as("the version of %s; %s", event, Seed.repeat())
                    .isEqualTo(event.at());
            assertThat(new Sent.Text(String.valueOf(kept.point().text()))).isEqualTo(event.content());
            assertThat(kept.vector())
                    .isEqualTo(vector(String.valueOf(kept.point().text())));
        });
    }

    private static List<Float> vector(String text) {
        List<Float> numbers = new ArrayList<>();
        try (TestingEncoder encoder = new TestingEncoder(WorkerProgram.DIMENSIONS)) {
            float[] vector = encoder.encode(List.of(encoder.tokenize(text, Side.DOCUMENT)))
                    .getFirst();
            for (float number : vector) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
