package io.kalmstream.topology;

import static io.kalmstream.topology.Wire.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.avro.EmbeddedText;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.TextHash;
import io.kalmstream.topology.window.InFlightLimits;
import io.kalmstream.topology.window.WindowLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors for others than the vector store, where somebody asks for them. */
final class EmbeddedTextTest {
    private static final PipelineSettings WITH_TOPIC = PipelineDriver.settings(
            new WindowLimits(100, 1 << 20, 1 << 20, PipelineDriver.MAX_AGE, false),
            new InFlightLimits(200, 2 << 20, Duration.ofSeconds(10), Duration.ofSeconds(10)),
            new Topics(List.of(Wire.INPUT, Wire.SECOND_INPUT), Wire.DEAD_LETTERS, Wire.DUPLICATES, Wire.EMBEDDED),
            new DeadLetters(1 << 20));

    @TempDir
    Path state;

    @Test
    void forward_whatTheVectorStoreGot() {
        try (PipelineDriver pipeline = new PipelineDriver(state, WITH_TOPIC)) {
            pipeline.sendRaw(
                    utf8("k"),
                    pipeline.wire.event("acme co", "a", "words", Map.of(), PipelineDriver.OCCURRED),
                    Map.of("trace", "1"));
            pipeline.drain();

            assertThat(pipeline.embedded()).singleElement().satisfies(record -> {
                assertThat(record.key()).isEqualTo(utf8("acme+co/a"));
                assertThat(record.timestamp()).isEqualTo(SteppedTime.START.toEpochMilli());
                assertThat(record.headers().lastHeader("trace").value()).isEqualTo(utf8("1"));
                EmbeddedText text = pipeline.wire.embedded(record.value());
                assertThat(text.getId()).isEqualTo("a");
                assertThat(text.getTenant()).isEqualTo("acme co");
                assertThat(text.getModel()).isEqualTo("testing@1");
                assertThat(text.getDimensions()).isEqualTo(PipelineDriver.DIMENSIONS);
                assertThat(text.getTextHash()).isEqualTo(TextHash.of("words"));
                assertThat(text.getOccurredAt()).isEqualTo(PipelineDriver.OCCURRED);
                assertThat(text.getVector()).isEqualTo(stored(pipeline, new DocumentKey("acme co", "a")));
            });
        }
    }

    @Test
    void forward_onlyWhatIsNewAndGood() {
        try (PipelineDriver pipeline = new PipelineDriver(state, WITH_TOPIC)) {
            pipeline.encoder.failOn("poison");
            pipeline.store.refuse(new DocumentKey("", "refused"), "not this one");
            pipeline.send("a", "old words");
            pipeline.send("a", "words");
            pipeline.send("b", "poison");
            pipeline.send("refused", "fine for the model");
            pipeline.drain();
            pipeline.send("a", "words");
            pipeline.drain();

            assertThat(pipeline.embedded())
                    .extracting(record -> pipeline.wire.embedded(record.value()).getTextHash())
                    .containsExactly(TextHash.of("words"));
        }
    }

    @Test
    void forward_aTombstone_whenADocumentGoes() {
        try (PipelineDriver pipeline = new PipelineDriver(state, WITH_TOPIC)) {
            pipeline.send("a", "words");
            pipeline.drain();
            pipeline.embedded();
            pipeline.delete("a");
            pipeline.drain();

            List<TestRecord<byte[], byte[]>> records = pipeline.embedded();
            assertThat(records).hasSize(1);
            assertThat(records.getFirst().key()).isEqualTo(utf8("a"));
            assertThat(records.getFirst().value()).isNull();
        }
    }

    private static List<Float> stored(PipelineDriver pipeline, DocumentKey key) {
        float[] vector = pipeline.store.point(key).orElseThrow().vector();
        List<Float> numbers = new ArrayList<>();
        for (float number : vector) {
            numbers.add(number);
        }
        return numbers;
    }
}
