package io.kalmstream.deploy.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kalmstream.deploy.local.LocalBroker;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters on a real broker; each test has topics of its own. */
final class ReplayIT {
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final DeadLetters LETTERS = new DeadLetters(1 << 20);

    @TempDir
    private static Path data;

    private static LocalBroker broker;

    private final String input = "input-" + TESTS.incrementAndGet();
    private final String dead = "dead-" + TESTS.get();

    @BeforeAll
    static void start() {
        broker = LocalBroker.start(data, 0);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void create() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(input, 3, (short) 1), new NewTopic(dead, 2, (short) 1)))
                    .all()
                    .get();
        }
    }

    @Test
    void run_sendsTheRecordAgain_asItWas_andOnce() throws Exception {
        Headers headers = new RecordHeaders();
        headers.add("trace", "1".getBytes(UTF_8));
        headers.add("none", null);
        long at = System.currentTimeMillis() - 3_600_000;
        // No partitioner would choose this partition for all three.
        sendFailed(2, at, "a", "bad a".getBytes(UTF_8), headers);
        sendFailed(2, at + 1, null, "no key".getBytes(UTF_8), new RecordHeaders());
        sendFailed(2, at + 2, "gone", null, new RecordHeaders());

        assertThat(replay().dryRun((_, _) -> {})).isEqualTo(Map.of(Fate.REPLAYED, 3L));
        assertThat(input()).as("a dry run sends nothing").hasSize(3);
        assertThat(replay().run((_, _) -> {})).isEqualTo(Map.of(Fate.REPLAYED, 3L));
        assertThat(replay().run((_, _) -> {})).isEqualTo(Map.of(Fate.ALREADY_REPLAYED, 3L));

        List<ConsumerRecord<byte[], byte[]>> records = input();
        assertThat(records).hasSize(6);
        for (int i = 0; i < 3; i++) {
            ConsumerRecord<byte[], byte[]> first = records.get(i);
            ConsumerRecord<byte[], byte[]> copy = records.stream()
                    .skip(3)
                    .filter(record -> record.timestamp() == first.timestamp())
                    .findFirst()
                    .orElseThrow();
            assertThat(copy.partition()).isEqualTo(2);
            assertThat(copy.key()).isEqualTo(first.key());
            assertThat(copy.value()).isEqualTo(first.value());
            Header[] own = first.headers().toArray();
            assertThat(copy.headers().toArray()).hasSize(own.length + 2);
            assertThat(Arrays.copyOf(copy.headers().toArray(), own.length)).isEqualTo(own);
            assertThat(new String(copy.headers().lastHeader(Replay.REPLAYS).value(), UTF_8))
                    .isEqualTo("1");
        }
    }

    @Test
    void run_passesOverWhatALaterRecordSupersedes() throws Exception {
        sendFailed(0, 1, "a", "old".getBytes(UTF_8), new RecordHeaders());
        sendFailed(0, 2, "b", "only".getBytes(UTF_8), new RecordHeaders());
        send(new ProducerRecord<>(input, 0, 3L, "a".getBytes(UTF_8), "new".getBytes(UTF_8)));
        // The same key elsewhere is another document's.
        send(new ProducerRecord<>(input, 1, 4L, "b".getBytes(UTF_8), "other".getBytes(UTF_8)));

        assertThat(replay().run((_, _) -> {})).isEqualTo(Map.of(Fate.REPLAYED, 1L, Fate.SUPERSEDED, 1L));
        assertThat(new Replay(box(), LetterFilter.ALL, 3, true).run((_, _) -> {}))
                .isEqualTo(Map.of(Fate.REPLAYED, 1L, Fate.ALREADY_REPLAYED, 1L));
    }

    @Test
    void run_replaysOnce_whatACrashedRunLeftOpen() throws Exception {
        sendFailed(0, 1, "a", "x".getBytes(UTF_8), new RecordHeaders());
        List<DeadLetter> letters = letters();
        CopySender crashed = CopySender.open(box());
        crashed.send(letters.getFirst());

        assertThat(replay().run((_, _) -> {})).isEqualTo(Map.of(Fate.REPLAYED, 1L));
        assertThatExceptionOfType(ReplayException.class).as("it is fenced off").isThrownBy(crashed::commit);
        crashed.close();
        assertThat(input()).as("what is committed").hasSize(2);
        assertThat(replay().run((_, _) -> {})).isEqualTo(Map.of(Fate.ALREADY_REPLAYED, 1L));
    }

    /** What is committed behind somebody else's open transaction is not to be read yet. */
    @Test
    void run_waitsForOpenTransactions_toFindCopiesBehindThem() throws Exception {
        sendFailed(0, 1, "a", "x".getBytes(UTF_8), new RecordHeaders());
        try (KafkaProducer<byte[], byte[]> slow = producer(Map.of("transactional.id", "slow-" + input));
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            slow.initTransactions();
            slow.beginTransaction();
            RecordMetadata open = slow.send(new ProducerRecord<>(input, 0, null, "open".getBytes(UTF_8)))
                    .get();
            List<DeadLetter> letters = letters();
            try (CopySender sender = CopySender.open(box())) {
                sender.send(letters.getFirst());
                sender.commit();
            }
            assertThat(input()).as("the fault: the copy is not to be seen").hasSize(1);

            Future<Map<Fate, Long>> second = other.submit(() -> replay().run((_, _) -> {}));
            slow.commitTransaction();

            assertThat(second.get()).isEqualTo(Map.of(Fate.ALREADY_REPLAYED, 1L));
            assertThat(open.hasOffset()).isTrue();
        }
    }

    @Test
    void run_leavesAlone_whatItCannotSendAsItCame() throws Exception {
        Headers often = new RecordHeaders();
        often.add(Replay.REPLAYS, "3".getBytes(UTF_8));
        sendFailed(0, 1, "often", "x".getBytes(UTF_8), often);
        letter(new RawEvent(new Origin(input, 1, 0, 5), new RecordHeaders(), null, new byte[2 << 20]));
        letter(new RawEvent(new Origin("not-there", 0, 0, 5), new RecordHeaders(), null, new byte[1]));
        letter(new RawEvent(new Origin(input, 9, 0, 5), new RecordHeaders(), null, new byte[1]));

        assertThat(replay().run((_, _) -> {})).isEqualTo(Map.of(Fate.TOO_OFTEN, 1L, Fate.CUT, 1L, Fate.NO_ORIGIN, 2L));
        assertThat(input()).hasSize(1);
    }

    @Test
    void run_countsReplays_untilTheyAreTooMany() throws Exception {
        sendFailed(0, 1, "a", "x".getBytes(UTF_8), new RecordHeaders());
        for (int round = 1; round <= 3; round++) {
            assertThat(replay().run((_, _) -> {})).containsEntry(Fate.REPLAYED, 1L);
            ConsumerRecord<byte[], byte[]> copy = input().getLast();
            letter(new RawEvent(
                    new Origin(input, 0, copy.offset(), copy.timestamp()), copy.headers(), copy.key(), copy.value()));
        }

        assertThat(replay().run((_, _) -> {})).isEqualTo(Map.of(Fate.ALREADY_REPLAYED, 3L, Fate.TOO_OFTEN, 1L));
    }

    @Test
    void read_hearsOnlyWhatIsCommitted_andFits() throws Exception {
        sendFailed(0, 1, "a", "x".getBytes(UTF_8), new RecordHeaders());
        sendFailed(1, 1, "b", "y".getBytes(UTF_8), new RecordHeaders());
        try (KafkaProducer<byte[], byte[]> aborting = producer(Map.of("transactional.id", "aborting-" + dead))) {
            aborting.initTransactions();
            aborting.beginTransaction();
            RecordMetadata written = aborting.send(new ProducerRecord<>(dead, 0, null, new byte[1]))
                    .get();
            assertThat(written.hasOffset()).isTrue();
            aborting.abortTransaction();
        }

        assertThat(letters()).hasSize(2);
        List<DeadLetter> ofPartition = new ArrayList<>();
        box().read(
                        new LetterFilter(Set.of("MALFORMED"), null, input, 1, OffsetRange.parse("0"), null, null),
                        ofPartition::add);
        assertThat(ofPartition)
                .singleElement()
                .satisfies(letter -> assertThat(letter.record().key()).isEqualTo("b".getBytes(UTF_8)));
    }

    @Test
    void read_saysThatThereIsNoSuchTopic() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new LetterBox(clients(), "nowhere").read(LetterFilter.ALL, _ -> {}))
                .withMessageContaining("nowhere");
    }

    private void sendFailed(int partition, long at, @Nullable String key, byte @Nullable [] value, Headers headers)
            throws Exception {
        byte[] bytes = key == null ? null : key.getBytes(UTF_8);
        RecordMetadata read = send(new ProducerRecord<>(input, partition, at, bytes, value, headers));
        letter(new RawEvent(new Origin(input, partition, read.offset(), at), headers, bytes, value));
    }

    private void letter(RawEvent event) throws Exception {
        Record<byte[], byte[]> letter =
                LETTERS.letter(event, new Failure(FailureCode.MALFORMED, "scripted"), Instant.now());
        send(new ProducerRecord<>(dead, null, letter.timestamp(), letter.key(), letter.value(), letter.headers()));
    }

    private static RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("max.request.size", 4 << 20))) {
            return producer.send(record).get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(clients());
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What is committed, by partition and offset. */
    private List<ConsumerRecord<byte[], byte[]>> input() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicScan scan = TopicScan.open(clients())) {
            scan.readAll(scan.ends(scan.partitions(input)), records::add);
        }
        return records;
    }

    private List<DeadLetter> letters() {
        List<DeadLetter> letters = new ArrayList<>();
        box().read(LetterFilter.ALL, letters::add);
        return letters;
    }

    private Replay replay() {
        return new Replay(box(), LetterFilter.ALL, 3, false);
    }

    private LetterBox box() {
        return new LetterBox(clients(), dead);
    }

    private static Map<String, String> clients() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }
}
