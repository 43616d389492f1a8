package io.kalmstream.deploy.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.RegistryAvroDeserializer;
import io.kalmstream.avro.serde.RegistryAvroSerializer;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.avro.serde.SchemaRegistryClient;
import io.kalmstream.topology.event.TextEventDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EventFeedTest {
    private final SchemaRegistryClient registry =
            SchemaRegistries.open(Map.of("schema.registry.url", "mock://event-feed"));
    private final TestingProducer producer = new TestingProducer();
    private final List<String> reports = new ArrayList<>();
    private final FeedListener listener = new FeedListener() {
        @Override
        public void sent(FeedRecord record, RecordMetadata where) {
            reports.add(
                    "%d sent to %s-%d@%d".formatted(record.line(), where.topic(), where.partition(), where.offset()));
        }

        @Override
        public void refused(FeedRecord record, String reason) {
            reports.add(reason);
        }
    };

    @Test
    void feed_sendsEventsTombstonesAndBrokenLines_inOrder() throws Exception {
        FeedSummary summary = feed(
                "{\"id\":\"ä\",\"text\":\"x\"}\n\nnot json\n{\"id\":\"b\",\"tenant\":\"t\",\"deleted\":true}\n{}\n");

        assertThat(summary).isEqualTo(new FeedSummary(2, 1, 1, 0));
        assertThat(summary.sent()).isEqualTo(4);
        assertThat(producer.history()).extracting(ProducerRecord::topic).containsOnly("events");
        assertThat(producer.history()).extracting(record -> text(record.key())).containsExactly("ä", null, "b", null);
        assertThat(producer.history())
                .extracting(record -> header(record, EventFeed.LINE_HEADER))
                .containsExactly("1", "3", "4", "5");
        assertThat(text(producer.history().get(1).value())).isEqualTo("not json");
        assertThat(producer.history().get(2).value()).isNull();
        assertThat(decode(producer.history().get(0).value()).getText()).isEqualTo("x");
        assertThat(decode(producer.history().get(3).value()).getId()).isEmpty();
        assertThat(reports)
                .containsExactly(
                        "1 sent to events-0@0", "3 sent to events-0@1", "4 sent to events-0@2", "5 sent to events-0@3");
    }

    @Test
    void feed_namesTheTenantOfEachTombstone_alsoTheOneWithoutName() throws Exception {
        feed("{\"id\":\"a\",\"tenant\":\"t\",\"deleted\":true}\n{\"id\":\"a\",\"deleted\":true}");

        assertThat(producer.history())
                .extracting(record -> header(record, TextEventDecoder.TENANT_HEADER))
                .containsExactly("t", "");
    }

    @Test
    void feed_goesOn_whenALineIsTooLargeToSend() throws Exception {
        producer.fail(2, new RecordTooLargeException("2000 bytes are larger than 1000, the max.request.size"));

        FeedSummary summary = feed("{\"id\":1}\n{\"id\":2}\n{\"id\":3}");

        assertThat(summary).isEqualTo(new FeedSummary(2, 0, 0, 1));
        assertThat(reports)
                .containsExactly(
                        "1 sent to events-0@0",
                        "Line 2: 2000 bytes are larger than 1000, the max.request.size",
                        "3 sent to events-0@2");
    }

    @Test
    void feed_stops_namingTheLineThatCouldNotBeSent() {
        TimeoutException cause = new TimeoutException("broker gone");
        producer.fail(2, cause);

        assertThatExceptionOfType(FeedException.class)
                .isThrownBy(() -> feed("{\"id\":1}\n{\"id\":2}\n{\"id\":3}"))
                .withMessage("Line 2: broker gone")
                .withCause(cause)
                .satisfies(failure -> assertThat(failure.line()).isEqualTo(2));
        assertThat(producer.history()).hasSize(2);
    }

    @Test
    void feed_stops_whenTheLastLineCouldNotBeSent() {
        producer.fail(1, new TimeoutException("broker gone"));

        assertThatExceptionOfType(FeedException.class).isThrownBy(() -> feed("{\"id\":1}"));
    }

    @Test
    void feed_stops_whenTheProducerRefusesAtOnce() {
        producer.sendException = new TimeoutException("no metadata");

        assertThatExceptionOfType(FeedException.class)
                .isThrownBy(() -> feed("\n{\"id\":1}"))
                .withMessage("Line 2: no metadata");
    }

    @Test
    void feed_stops_whenTheRegistryRefuses() {
        RegistryAvroSerializer refused =
                new RegistryAvroSerializer(registry, Map.of("auto.register.schemas", false), false);
        EventFeed feed = new EventFeed(producer, refused, "unregistered", InstantSource.fixed(Instant.EPOCH));

        assertThatExceptionOfType(FeedException.class)
                .isThrownBy(() -> feed.feed(bytes("{\"id\":1}"), LineFormat.defaults(), listener))
                .withMessageStartingWith("Line 1: ");
    }

    @Test
    void producer_isIdempotent_whateverTheSettings() {
        assertThat(FeedProducer.with(Map.of("acks", "0", "linger.ms", 1)))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("compression.type", "lz4")
                .containsEntry("linger.ms", 1);
    }

    @Test
    void feed_hearsAnInterruption_andHasSentTheLinesBefore() throws IOException {
        Pipe pipe = Pipe.open();
        try (InputStream in = Channels.newInputStream(pipe.source());
                WritableByteChannel out = pipe.sink()) {
            out.write(ByteBuffer.wrap("{\"id\":1}\n".getBytes(StandardCharsets.UTF_8)));
            Thread feeding = Thread.currentThread();
            FeedListener interrupting = new FeedListener() {
                @Override
                public void sent(FeedRecord record, RecordMetadata where) {
                    feeding.interrupt();
                }

                @Override
                public void refused(FeedRecord record, String reason) {}
            };
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> feed().feed(in, LineFormat.defaults(), interrupting));
        }
        assertThat(Thread.interrupted()).as("still interrupted").isFalse();
        assertThat(producer.history()).hasSize(1);
        assertThat(producer.flushed()).isTrue();
    }

    private FeedSummary feed(String lines) throws IOException, InterruptedException {
        return feed().feed(bytes(lines), LineFormat.defaults(), listener);
    }

    private EventFeed feed() {
        return new EventFeed(
                producer,
                new RegistryAvroSerializer(registry, Map.of(), false),
                "events",
                InstantSource.fixed(Instant.EPOCH));
    }

    private TextEvent decode(byte[] value) {
        TextEvent event = RegistryAvroDeserializer.specific(registry, TextEvent.class, 1000)
                .deserialize("events", value);
        assertThat(event).isNotNull();
        return event;
    }

    private static @Nullable String header(ProducerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        assertThat(header).isNotNull();
        return text(header.value());
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
