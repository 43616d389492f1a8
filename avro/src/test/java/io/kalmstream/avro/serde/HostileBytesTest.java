package io.kalmstream.avro.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kalmstream.avro.TextEvent;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: a record comes out, or an {@link UndecodableRecordException}, and nothing else. */
final class HostileBytesTest {
    private static final int ROUNDS = 20_000;
    /** FAULTS 57; the inputs have some hundred bytes. */
    private static final long FEW_BYTES = 64 << 20;

    private static final Schema EVERYTHING = TestingSchemas.schema("{'type':'record','name':'All','fields':["
            + "{'name':'array','type':{'type':'array','items':['null','All','int']}},"
            + "{'name':'map','type':{'type':'map','values':'bytes'}},"
            + "{'name':'nulls','type':{'type':'array','items':'null'}},"
            + "{'name':'fixed','type':{'type':'fixed','name':'F','size':3}},"
            + "{'name':'enum','type':{'type':'enum','name':'E','symbols':['A','B']}},"
            + "{'name':'double','type':'double'},{'name':'flag','type':'boolean'},{'name':'long','type':'long'}]}");

    private final long seed = seed();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void decode_answersOrRefuses_whateverTheBytes_generated() {
        byte[] event = encode(new TextEvent(
                "id-1", "some text", "tenant", Map.of("a", 1L, "b", "x", "c", 1.5, "d", true), Instant.EPOCH));

        attack(event, new ReaderType.Generated(TextEvent.class), TextEvent.getClassSchema());
    }

    @Test
    void decode_answersOrRefuses_whateverTheBytes_generic() {
        attack(encode(everything(3)), new ReaderType.Generic(), EVERYTHING);
    }

    @Test
    void decode_answersOrRefuses_whateverTheBytes_skipped() {
        Schema reader = TestingSchemas.schema(
                "{'type':'record','name':'All','fields':[{'name':'long','type':'long'},{'name':'new','type':'int','default':1}]}");

        attack(
                encode(everything(3)),
                writer -> new GenericDatumReader<>(writer, reader, new GenericData()),
                EVERYTHING);
    }

    private void attack(byte[] valid, ReaderType type, Schema writer) {
        RecordDecoder decoder = new RecordDecoder(TestingSchemas.registryOf(writer), type, 1 << 20);
        assertThat(decoder.decode(valid)).isNotNull();
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = damaged(valid);
            long before = allocated();
            try {
                assertThat(decoder.decode(bytes)).isNotNull();
            } catch (UndecodableRecordException _) {
                refused++;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError escaped) {
                throw new AssertionError(
                        "-Dseed=%d, bytes %s".formatted(seed, HexFormat.of().formatHex(bytes)), escaped);
            }
            assertThat(allocated() - before)
                    .as("-Dseed=%d, bytes %s", seed, HexFormat.of().formatHex(bytes))
                    .isLessThan(FEW_BYTES);
        }
        // Both must have been tried.
        assertThat(refused).as("-Dseed=%d", seed).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 100);
    }

    /** By this thread, so far. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private byte[] damaged(byte[] valid) {
        byte[] bytes = valid.clone();
        int changes = random.nextInt(1, 4);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(WireFormat.HEADER_BYTES, bytes.length)] = (byte) random.nextInt();
        }
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> Arrays.copyOf(bytes, bytes.length + random.nextInt(10));
            default -> bytes;
        };
    }

    private IndexedRecord everything(int depth) {
        List<Object> items = new ArrayList<>(List.of(1, 2));
        if (depth > 0) {
            items.add(everything(depth - 1));
        }
        IndexedRecord record = new GenericData.Record(EVERYTHING);
        record.put(0, items);
        record.put(1, Map.of("k", ByteBuffer.wrap(new byte[] {1, 2})));
        record.put(2, Arrays.asList(null, null));
        record.put(3, new GenericData.Fixed(EVERYTHING.getField("fixed").schema(), new byte[3]));
        record.put(4, new GenericData.EnumSymbol(EVERYTHING.getField("enum").schema(), "B"));
        record.put(5, 1.0);
        record.put(6, true);
        record.put(7, -1L);
        return record;
    }

    private static byte[] encode(IndexedRecord record) {
        return new RecordEncoder().encode(TestingSchemas.ID, record, record.getSchema(), record.getSchema());
    }

    private static long seed() {
        String given = System.getProperty("seed", "");
        return given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
    }
}
