package io.kalmstream.deploy.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.avro.DuplicateFound;
import io.kalmstream.avro.DuplicateKind;
import io.kalmstream.avro.EmbeddedText;
import io.kalmstream.avro.serde.RegistryAvroSerializer;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.deploy.dlq.DeadLetter;
import io.kalmstream.deploy.soak.Expectation.Document;
import io.kalmstream.deploy.soak.Expectation.Planted;
import io.kalmstream.deploy.soak.Expectation.Step;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.qdrant.PointIds;
import io.kalmstream.topology.event.TextHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of what is right nothing is found; of each thing that is wrong its flaw. */
final class ChecksTest {
    private final Expectation expectation = Drawn.expectation(Drawn.events(5, 2_000));
    private final TestingEncoder encoder = SoakWorker.encoder();
    private final RegistryAvroSerializer serializer = new RegistryAvroSerializer(
            SchemaRegistries.open(Map.of("schema.registry.url", "mock://checks")), Map.of(), false);

    @Test
    void points_asTheyMustBe() {
        assertThat(flaws(new PointCheck(expectation).check(points(), vectors())))
                .isEmpty();
    }

    @Test
    void points_missing_areLost() {
        List<StoredPoint> points = points();
        points.removeLast();

        assertThat(flaws(new PointCheck(expectation).check(points, vectors()))).containsExactly(Flaw.LOST);
    }

    @Test
    void points_ofDeletedDocuments_andTwice_arePhantoms() {
        List<StoredPoint> points = points();
        StoredPoint any = points.getFirst();
        points.add(any);
        points.add(new StoredPoint(
                new DocumentKey("north", "gone"),
                any.text(),
                any.textHash(),
                any.model(),
                any.attributes(),
                any.occurredAt(),
                any.textAt(),
                any.source(),
                null,
                null));

        assertThat(flaws(new PointCheck(expectation).check(points, vectors())))
                .containsExactly(Flaw.PHANTOM, Flaw.PHANTOM);
    }

    @Test
    void points_ofAnEarlierEvent_orWithAnotherVector_areStale() {
        List<StoredPoint> points = points();
        StoredPoint any = points.removeFirst();
        points.add(new StoredPoint(
                any.key(),
                any.text(),
                any.textHash(),
                any.model(),
                any.attributes(),
                any.occurredAt(),
                any.textAt(),
                new Point.Source(any.source().topic(), any.source().partition(), -1),
                null,
                null));
        Map<UUID, List<Float>> vectors = vectors();
        vectors.put(PointIds.of(points.getFirst().key()), vector("something else"));

        assertThat(flaws(new PointCheck(expectation).check(points, vectors))).containsExactly(Flaw.STALE, Flaw.STALE);
    }

    @Test
    void letters_asTheyMustBe() {
        assertThat(flaws(LetterCheck.check(expectation, letters()))).isEmpty();
    }

    @Test
    void letters_missing_twice_changed_orOfAGoodRecord() {
        List<DeadLetter> letters = letters();
        letters.removeLast();
        letters.add(letters.getFirst());
        DeadLetter any = letters.get(1);
        letters.set(1, letter(any.origin(), any.code(), new byte[] {1, 2, 3}, any));
        letters.add(letter(new DeadLetter.Place(Names.EVENTS, 0, Long.MAX_VALUE), any.code(), new byte[0], any));

        assertThat(flaws(LetterCheck.check(expectation, letters)))
                .containsExactlyInAnyOrder(Flaw.LOST, Flaw.DUPLICATED, Flaw.PHANTOM, Flaw.PHANTOM);
    }

    @Test
    void vectors_asTheyMustBe_alsoWithoutWhatNeedNotBeSaid() {
        assertThat(flaws(check(said()))).isEmpty();
    }

    @Test
    void vectors_missing_areLost() {
        List<ConsumerRecord<byte[], byte[]>> said = said();
        said.removeLast();

        assertThat(flaws(check(said))).containsExactly(Flaw.LOST);
    }

    @Test
    void vectors_twice_orOfNoEvent_orLate() {
        List<ConsumerRecord<byte[], byte[]>> said = said();
        ConsumerRecord<byte[], byte[]> last = said.getLast();
        said.add(last);
        said.add(record(last.key(), last.value(), 1_000_000));

        assertThat(flaws(check(said))).contains(Flaw.DUPLICATED, Flaw.PHANTOM);

        List<ConsumerRecord<byte[], byte[]>> turned = said().reversed();
        assertThat(flaws(check(turned))).contains(Flaw.REORDERED, Flaw.LOST);
    }

    @Test
    void duplicates_twiceForTheSameEvent() {
        DocumentKey key = expectation.documents().keySet().iterator().next();
        DuplicateCheck check = new DuplicateCheck(expectation);
        check.add(duplicate(key.id(), key, 7));
        check.add(duplicate(key.id(), key, 8));
        assertThat(flaws(check.finish())).isEmpty();

        check.add(duplicate(key.id(), key, 8));
        check.add(duplicate("nobody", key, 9));
        assertThat(flaws(check.finish())).containsExactly(Flaw.DUPLICATED, Flaw.PHANTOM);
        assertThat(check.records()).isEqualTo(4);
    }

    private Findings check(List<ConsumerRecord<byte[], byte[]>> said) {
        VectorCheck check = new VectorCheck(expectation);
        said.forEach(check::add);
        return check.finish();
    }

    private static List<Flaw> flaws(Findings findings) {
        return findings.lines().stream()
                .map(line -> Flaw.valueOf(line.substring(0, line.indexOf(':')).toUpperCase(Locale.ROOT)))
                .toList();
    }

    private List<StoredPoint> points() {
        List<StoredPoint> points = new ArrayList<>();
        expectation.documents().forEach((key, document) -> points.add(point(key, document)));
        return points;
    }

    private StoredPoint point(DocumentKey key, Document document) {
        return new StoredPoint(
                key,
                document.content().text(),
                TextHash.of(document.content().text()),
                encoder.model().stamp(),
                Map.of("version", document.content().version()),
                Instant.ofEpochMilli(document.content().at()),
                Instant.ofEpochMilli(document.content().at()),
                new Point.Source(Names.EVENTS, document.partition(), document.lastOffset()),
                null,
                null);
    }

    private Map<UUID, List<Float>> vectors() {
        Map<UUID, List<Float>> vectors = new HashMap<>();
        expectation
                .documents()
                .forEach((key, document) ->
                        vectors.put(PointIds.of(key), vector(document.content().text())));
        return vectors;
    }

    private List<Float> vector(String text) {
        List<Float> vector = new ArrayList<>();
        for (float number :
                encoder.encode(List.of(encoder.tokenize(text, Side.DOCUMENT))).getFirst()) {
            vector.add(number);
        }
        return vector;
    }

    private List<DeadLetter> letters() {
        List<DeadLetter> letters = new ArrayList<>();
        expectation
                .letters()
                .forEach((place, planted) -> letters.add(new DeadLetter(
                        new DeadLetter.Place(Names.LETTERS, 0, letters.size()),
                        Instant.EPOCH,
                        place,
                        planted.record().timestamp(),
                        planted.code(),
                        "decode",
                        "a reason",
                        "",
                        content(planted))));
        return letters;
    }

    private static DeadLetter.Content content(Planted planted) {
        return new DeadLetter.Content(
                planted.record().key(),
                planted.record().value(),
                Arrays.asList(planted.record().headers().toArray()));
    }

    private static DeadLetter letter(DeadLetter.Place origin, String code, byte[] value, DeadLetter like) {
        return new DeadLetter(
                like.place(),
                like.at(),
                origin,
                like.recordTimestamp(),
                code,
                like.stage(),
                like.message(),
                like.cut(),
                new DeadLetter.Content(like.record().key(), value, like.record().headers()));
    }

    /** What a worker that never sees two events of a document at once would say: the same text again is not said. */
    private List<ConsumerRecord<byte[], byte[]>> said() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        expectation.histories().forEach((key, history) -> {
            String before = "";
            for (Step step : history) {
                boolean again = step.text() != null && step.text().equals(before);
                if (step.said() && !again) {
                    records.add(record(name(key), value(key, step), step.number()));
                }
                before = step.text() == null ? "" : step.text();
            }
        });
        return records;
    }

    private static byte[] name(DocumentKey key) {
        return (key.tenant().isEmpty() ? key.id() : key.tenant() + "/" + key.id()).getBytes(UTF_8);
    }

    private byte @Nullable [] value(DocumentKey key, Step step) {
        String text = step.text();
        if (text == null) {
            return null;
        }
        return bytes(EmbeddedText.newBuilder()
                .setId(key.id())
                .setTenant(key.tenant())
                .setModel("m")
                .setDimensions(Names.DIMENSIONS)
                .setVector(vector(text))
                .setTextHash(TextHash.of(text))
                .setOccurredAt(Instant.EPOCH)
                .build());
    }

    private ConsumerRecord<byte[], byte[]> duplicate(String of, DocumentKey key, long timestamp) {
        byte[] value = bytes(DuplicateFound.newBuilder()
                .setId(key.id())
                .setTenant(key.tenant())
                .setDuplicateOf(of)
                .setScore(1)
                .setKind(DuplicateKind.EXACT)
                .setModel("m")
                .setOccurredAt(Instant.EPOCH)
                .build());
        return new ConsumerRecord<>(
                Names.DUPLICATES,
                0,
                0,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                key.id().getBytes(UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private byte[] bytes(IndexedRecord record) {
        return serializer.serialize("any", new RecordHeaders(), record);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte @Nullable [] value, long number) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(Names.NUMBER, Long.toString(number).getBytes(UTF_8));
        return new ConsumerRecord<>(
                Names.VECTORS, 0, 0, 0, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }
}
