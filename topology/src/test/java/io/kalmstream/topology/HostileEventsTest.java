package io.kalmstream.topology;

import static io.kalmstream.topology.Wire.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.sun.management.ThreadMXBean;
import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.RegistryAvroDeserializer;
import io.kalmstream.avro.serde.SchemaRegistries;
import io.kalmstream.avro.serde.SchemaRegistryClient;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.TextEventDecoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** FAULTS 56 and 57: values and schemas that are made to hurt. Each is one letter, and costs what its bytes cost. */
final class HostileEventsTest {
    private static final long FEW_BYTES = 64 << 20;
    private static final String BILLION_ITEMS = "80a8d6b907"; // 10^9
    private static final Schema NULLS = later("{'type':'array','items':'null'}");
    private static final Schema LIST =
            later("{'type':'record','name':'L','fields':[{'name':'next','type':['null','L']}]}");
    private static final Schema FOREIGN_CLASS =
            later("{'type':'record','name':'io.kalmstream.topology.NeverInitialised','fields':[]}");

    @TempDir
    Path state;

    @ParameterizedTest
    @MethodSource("bombs")
    void bomb_isALetter_andCostsLittle(FailureCode code, Schema writer, byte[] body) {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            byte[] bomb = concat(pipeline.wire.header(writer), body);
            long before = allocated();
            pipeline.sendRaw(utf8("bomb"), bomb, Map.of());
            assertThat(allocated() - before).isLessThan(FEW_BYTES);

            assertLetter(pipeline, code, bomb);
            assertGoesOn(pipeline);
        }
    }

    static Stream<Arguments> bombs() {
        Schema own = TextEvent.getClassSchema();
        byte[] deep = new byte[100_001];
        Arrays.fill(deep, (byte) 2);
        return Stream.of(
                argumentSet("a string of 2^31 bytes", FailureCode.TRUNCATED, own, hex("8080808010" + "61")),
                argumentSet("a string of 2^62 bytes", FailureCode.TRUNCATED, own, hex("feffffffffffffff7f" + "61")),
                argumentSet("a negative length", FailureCode.MALFORMED, own, hex("01" + "61")),
                argumentSet("10^9 nulls", FailureCode.TOO_LARGE, NULLS, hex(BILLION_ITEMS + "00")),
                argumentSet(
                        "10^9 nulls in a block of no bytes", FailureCode.TOO_LARGE, NULLS, hex("ffa7d6b907" + "0000")),
                argumentSet("10^9 attributes", FailureCode.TRUNCATED, own, hex("0261" + "0261" + "00" + BILLION_ITEMS)),
                argumentSet("100,000 records within each other", FailureCode.TOO_LARGE, LIST, deep));
    }

    @ParameterizedTest
    @MethodSource("deepSchemas")
    void schemaThatHurts_isALetter_andCostsLittle(String schema) throws IOException {
        try (StubRegistry stub = new StubRegistry();
                SchemaRegistryClient registry = SchemaRegistries.open(Map.of("schema.registry.url", stub.url()))) {
            stub.add(1, schema);
            try (PipelineDriver pipeline = reading(registry)) {
                byte[] event = hex("0000000001" + "00");
                long before = allocated();
                pipeline.sendRaw(utf8("deep"), event, Map.of());
                assertThat(allocated() - before).isLessThan(FEW_BYTES);

                assertThat(stub.asked()).isEqualTo(1);
                assertLetter(pipeline, FailureCode.TOO_LARGE, event);
            }
        }
    }

    static Stream<Arguments> deepSchemas() {
        int levels = 100_000;
        return Stream.of(
                argumentSet("100,000 levels", "[".repeat(levels) + "\"int\"" + "]".repeat(levels)),
                argumentSet(
                        "100,000 arrays, and too long",
                        "{\"type\":\"array\",\"items\":".repeat(levels) + "\"int\"" + "}".repeat(levels)));
    }

    @Test
    void unknownSchemas_areLetters_andNamesInSchemasRunNothing() throws IOException {
        try (StubRegistry stub = new StubRegistry();
                SchemaRegistryClient registry = SchemaRegistries.open(Map.of("schema.registry.url", stub.url()))) {
            stub.add(1, FOREIGN_CLASS.toString());
            try (PipelineDriver pipeline = reading(registry)) {
                byte[] unknown = hex("0000000063" + "00");
                pipeline.sendRaw(utf8("x"), unknown, Map.of());
                assertThat(stub.asked()).isEqualTo(1);
                assertLetter(pipeline, FailureCode.UNKNOWN_SCHEMA, unknown);

                // Avro's single-object encoding names its schema by fingerprint.
                byte[] fingerprint = hex("c301" + "0102030405060708" + "00");
                pipeline.sendRaw(utf8("x"), fingerprint, Map.of());
                assertLetter(pipeline, FailureCode.BAD_MAGIC, fingerprint);
                assertThat(stub.asked()).isEqualTo(1);

                pipeline.sendRaw(utf8("a"), hex("0000000001" + "0261" + "0478 79" + "00" + "00" + "00"), Map.of());
                pipeline.drain();
                assertThat(stub.asked()).isEqualTo(2);
                assertThat(pipeline.letters()).isEmpty();
                assertThat(pipeline.text("a")).isEqualTo("xy");
            }
        }
    }

    private PipelineDriver reading(SchemaRegistryClient registry) {
        return new PipelineDriver(
                state,
                new TextEventDecoder(
                        RegistryAvroDeserializer.specific(registry, TextEvent.class, Wire.MAX_BYTES),
                        PipelineDriver.atOnce()));
    }

    private static void assertLetter(PipelineDriver pipeline, FailureCode code, byte[] value) {
        assertThat(pipeline.listener.failures()).endsWith(code);
        assertThat(pipeline.letters())
                .singleElement()
                .extracting(TestRecord::value)
                .isEqualTo(value);
    }

    private static void assertGoesOn(PipelineDriver pipeline) {
        pipeline.send("good", "words");
        pipeline.drain();
        assertThat(pipeline.text("good")).isEqualTo("words");
    }

    /** What this thread has allocated so far; the driver has no other stream thread. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** Our schema with one field more, before the others. */
    private static Schema later(String type) {
        String own = TextEvent.getClassSchema().toString();
        String field = "{'name':'more','type':%s},".formatted(type).replace('\'', '"');
        return new Schema.Parser().parse(own.replaceFirst("\"fields\":\\[", "\"fields\":[" + field));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
