package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderException.Fault;
import io.kalmstream.encoder.testing.RowFault;
import io.kalmstream.encoder.testing.VectorFault;
import io.kalmstream.sinks.testing.TestingVectorStore;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.window.CloseReason;
import io.kalmstream.topology.window.InFlightLimits;
import io.kalmstream.topology.window.Settlement;
import io.kalmstream.topology.window.WindowLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device does wrong, and what then becomes of the events. Each test sees that the fault took place. */
final class EncoderFaultsTest {
    private static final int ROWS = 32;

    @TempDir
    Path state;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void blameOnlyTheBadRow_withinTheBoundOfCalls(boolean closedBySize) {
        int bad = 13;
        try (PipelineDriver pipeline = new PipelineDriver(state, settings(closedBySize ? ROWS : 100))) {
            pipeline.encoder.failOn("poison");
            byte[] value = pipeline.wire.event("", "id-" + bad, "poison in it", Map.of(), PipelineDriver.OCCURRED);
            for (int i = 0; i < ROWS; i++) {
                if (i == bad) {
                    pipeline.sendRaw(Wire.utf8("its-key"), value, Map.of("trace", "4711"));
                } else {
                    pipeline.send("id-" + i, "text " + i);
                }
            }
            if (closedBySize) {
                pipeline.finish();
            } else {
                pipeline.drain();
            }

            assertThat(pipeline.listener.closed())
                    .containsExactly(closedBySize ? CloseReason.RECORDS : CloseReason.AGE);
            // 32 rows are one device batch; the call with the bad row fails at each of its halves.
            assertThat(pipeline.encoder.calls()).isBetween(2, 1 + 2 * 5);
            assertThat(pipeline.encoder.faults()).isPositive();
            TestRecord<byte[], byte[]> letter = onlyLetter(pipeline);
            assertThat(letter.key()).isEqualTo(Wire.utf8("its-key"));
            assertThat(letter.value()).isEqualTo(value);
            assertThat(header(letter, "trace")).isEqualTo("4711");
            assertThat(header(letter, DeadLetters.TOPIC)).isEqualTo(Wire.INPUT);
            assertThat(header(letter, DeadLetters.PARTITION)).isEqualTo("0");
            assertThat(header(letter, DeadLetters.OFFSET)).isEqualTo(Integer.toString(bad));
            assertThat(header(letter, DeadLetters.CODE)).isEqualTo(FailureCode.ENCODER_REJECTED.name());
            for (int i = 0; i < ROWS; i++) {
                assertThat(pipeline.text("id-" + i)).isEqualTo(i == bad ? null : "text " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepAside_vectorThatCannotBeStored(VectorFault fault) {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.encoder.spoilOn("poison", fault);
            pipeline.send("a", "one");
            pipeline.send("b", "with poison inside");
            pipeline.send("c", "three");
            pipeline.drain();

            assertThat(pipeline.encoder.faults()).isOne();
            assertThat(pipeline.listener.outcomes())
                    .containsExactly(Settlement.UPSERTED, Settlement.DEAD_LETTERED, Settlement.UPSERTED);
            assertThat(pipeline.listener.failures()).containsExactly(FailureCode.BAD_VECTOR);
            assertThat(header(onlyLetter(pipeline), DeadLetters.OFFSET)).isEqualTo("1");
            assertThat(pipeline.text("b")).isNull();
            assertThat(pipeline.text("c")).isEqualTo("three");
        }
    }

    @Test
    void encodeInParts_deviceOutOfMemory() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.encoder.outOfMemoryAbove(20);
            for (int i = 0; i < ROWS; i++) {
                pipeline.send("id-" + i, "text " + i);
            }
            pipeline.drain();

            assertThat(pipeline.encoder.faults()).isPositive();
            assertThat(pipeline.letters()).isEmpty();
            assertThat(pipeline.listener.outcomes()).hasSize(ROWS).containsOnly(Settlement.UPSERTED);
            assertThat(pipeline.text("id-31")).isEqualTo("text 31");
        }
    }

    @Test
    void holdEvents_deviceLost() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.encoder.loseDevice();
            sendThree(pipeline);

            assertThatThrownBy(pipeline::drain)
                    .rootCause()
                    .isInstanceOfSatisfying(
                            EncoderException.class,
                            failure -> assertThat(failure.fault()).isEqualTo(Fault.LOST));
            assertNothingHappened(pipeline);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_TOO_FEW", "ONE_TOO_MANY"})
    void stopAsABug_otherNumberOfVectorsThanRows(RowFault fault) {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            pipeline.encoder.answer(fault);
            sendThree(pipeline);

            assertThatThrownBy(pipeline::drain)
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasStackTraceContaining("This is a bug");
            assertNothingHappened(pipeline);
        }
    }

    private static void sendThree(PipelineDriver pipeline) {
        pipeline.send("a", "one");
        pipeline.send("b", "two");
        pipeline.send("c", "three");
    }

    /** But that the fault took place: every event is still to be encoded by the next owner, and nobody has seen anything of it. */
    private static void assertNothingHappened(PipelineDriver pipeline) {
        assertThat(pipeline.encoder.faults()).isPositive();
        assertThat(pipeline.pending()).hasSize(3);
        assertThat(pipeline.documents()).isEmpty();
        assertThat(pipeline.letters()).isEmpty();
        TestingVectorStore store = pipeline.store;
        assertThat(store.history()).isEmpty();
        assertThat(pipeline.listener.ended()).isEmpty();
    }

    private static PipelineSettings settings(int records) {
        return PipelineDriver.settings(
                new WindowLimits(records, 1 << 20, 1 << 20, PipelineDriver.MAX_AGE, false),
                new InFlightLimits(200, 2 << 20, Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    private static TestRecord<byte[], byte[]> onlyLetter(PipelineDriver pipeline) {
        List<TestRecord<byte[], byte[]>> letters = pipeline.letters();
        assertThat(letters).hasSize(1);
        return letters.getFirst();
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
