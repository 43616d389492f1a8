package io.kalmstream.topology;

import static io.kalmstream.topology.Wire.utf8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * FAULTS 66: once a record was forwarded to a sink, Kafka Streams lets go of its bytes, and its own dead letter of a failure after
 * that has none. Ours has.
 */
final class FreedBytesTest {
    private static final List<@Nullable Object> SEEN_BY_KAFKA = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    Path state;

    @BeforeEach
    void forget() {
        SEEN_BY_KAFKA.clear();
    }

    @Test
    void letter_hasItsBytes_whenTheRecordFailsAfterItWasForwarded() {
        Topology topology = new Topology();
        topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in");
        topology.addProcessor("work", ForwardThenThrow::new, "in");
        topology.addSink("out", "out", new ByteArraySerializer(), new ByteArraySerializer(), "work");
        topology.addSink("dead", "dead", new ByteArraySerializer(), new ByteArraySerializer(), "work");
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, config())) {
            driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(utf8("key"), utf8("value"));

            assertThat(read(driver, "out")).hasSize(1);
            // The fault: Kafka's own letter would be empty.
            assertThat(SEEN_BY_KAFKA).containsExactly(null, null);
            assertThat(read(driver, "dead")).singleElement().satisfies(letter -> {
                assertThat(letter.key()).isEqualTo(utf8("key"));
                assertThat(letter.value()).isEqualTo(utf8("value"));
            });
        }
    }

    /** The same with the whole topology: a window's vectors go to their topic while a bad event is read. */
    @Test
    void letter_hasItsBytes_whenOutputsWereForwardedInTheSameCall() {
        PipelineSettings settings = PipelineDriver.settings(
                PipelineDriver.settings().window(),
                PipelineDriver.settings().inFlight(),
                new Topics(List.of(Wire.INPUT, Wire.SECOND_INPUT), Wire.DEAD_LETTERS, Wire.DUPLICATES, Wire.EMBEDDED),
                new DeadLetters(1 << 20));
        try (PipelineDriver pipeline = new PipelineDriver(state, settings)) {
            pipeline.encoder.hold();
            pipeline.send("a", "words");
            pipeline.advance(PipelineDriver.MAX_AGE);
            pipeline.encoder.release();
            pipeline.awaitWritten();
            assertThat(pipeline.embedded()).as("not forwarded yet").isEmpty();
            pipeline.sendRaw(utf8("bad"), utf8("no Avro"), Map.of());

            assertThat(pipeline.embedded())
                    .as("forwarded while the bad one was read")
                    .hasSize(1);
            assertThat(pipeline.letters()).singleElement().satisfies(letter -> {
                assertThat(letter.key()).isEqualTo(utf8("bad"));
                assertThat(letter.value()).isEqualTo(utf8("no Avro"));
            });
        }
    }

    private static List<TestRecord<byte[], byte[]>> read(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private Properties config() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "freed");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, RecordingHandler.class);
        return config;
    }

    /** As a settled row does: an output, then the letter, and then it goes wrong altogether. */
    private static final class ForwardThenThrow implements Processor<byte[], byte[], byte[], byte[]> {
        private @Nullable ProcessorContext<byte[], byte[]> context;

        @Override
        public void init(ProcessorContext<byte[], byte[]> started) {
            context = started;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            ProcessorContext<byte[], byte[]> to = requireNonNull(context);
            RecordMetadata read = to.recordMetadata().orElseThrow();
            RawEvent event = new RawEvent(
                    new Origin(read.topic(), read.partition(), read.offset(), record.timestamp()),
                    record.headers(),
                    record.key(),
                    record.value());
            to.forward(record, "out");
            Failure failure = new Failure(FailureCode.STORE_REFUSED, "scripted");
            to.forward(new DeadLetters(1 << 20).letter(event, failure, Instant.EPOCH), "dead");
            throw new IllegalStateException("scripted");
        }
    }

    /** What Kafka Streams has left of the record. */
    public static final class RecordingHandler implements ProcessingExceptionHandler {
        @Override
        public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
            SEEN_BY_KAFKA.add(context.sourceRawKey());
            SEEN_BY_KAFKA.add(context.sourceRawValue());
            return Response.resume();
        }

        @Override
        public void configure(Map<String, ?> settings) {}
    }
}
