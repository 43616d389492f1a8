package io.kalmstream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.avro.serde.AvroSerdes;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.topology.event.Decoder;
import io.kalmstream.topology.event.mapping.Input;
import io.kalmstream.topology.event.mapping.InputConfig;
import io.kalmstream.topology.event.mapping.MappedDecoder;
import io.kalmstream.topology.window.Settlement;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Producers change their schema while a worker reads: one after the other, and some go on with the old one. */
final class SchemaEvolutionTest {
    /** Optional fields more, before and between the old ones. */
    private static final Schema WITH_MORE = schema(
            "{'name':'added','type':['null','string'],'default':null},"
                + "{'name':'id','type':'string'},{'name':'text','type':'string'},"
                + "{'name':'nested','type':{'type':'record','name':'N','fields':[{'name':'x','type':'int'}]},'default':{'x':1}}");
    /** The text has another name, and the old one as an alias. */
    private static final Schema RENAMED = schema(
            "{'name':'id','type':'string'},"
                + "{'name':'body','aliases':['text'],'type':'string'},{'name':'added','type':['null','string'],'default':null}");

    private static final Schema REORDERED = schema("{'name':'text','type':'string'},{'name':'id','type':'string'}");

    @TempDir
    Path state;

    @Test
    void textEvents_areReadWhateverTheirSchema() {
        try (PipelineDriver pipeline = new PipelineDriver(state)) {
            byte[] own = pipeline.wire.event("", "own", "text of own", Map.of("a", 1L), PipelineDriver.OCCURRED);
            assertAllRead(pipeline, own);
        }
    }

    @Test
    void mappedRecords_areReadWhateverTheirSchema() {
        try (PipelineDriver pipeline = new PipelineDriver(state, mapping())) {
            byte[] own = pipeline.wire.event("", "own", "text of own", Map.of("a", 1L), PipelineDriver.OCCURRED);
            assertAllRead(pipeline, own);
        }
    }

    private static void assertAllRead(PipelineDriver pipeline, byte[] own) {
        List<byte[]> stream = List.of(
                own,
                record(pipeline, WITH_MORE, "more", "text", true),
                record(pipeline, RENAMED, "renamed", "body", true),
                own,
                record(pipeline, REORDERED, "reordered", "text", false),
                record(pipeline, WITH_MORE, "more2", "text", true));
        assertThat(stream.stream().map(SchemaEvolutionTest::schemaId).distinct())
                .as("schemas in the stream")
                .hasSize(4);

        for (byte[] value : stream) {
            pipeline.sendRaw(null, value, Map.of());
            // A window each: what one schema's event did to the worker, the next would meet.
            pipeline.drain();
        }

        assertThat(pipeline.letters()).isEmpty();
        assertThat(pipeline.listener.outcomes())
                .containsExactly(
                        Settlement.UPSERTED,
                        Settlement.UPSERTED,
                        Settlement.UPSERTED,
                        Settlement.UNCHANGED,
                        Settlement.UPSERTED,
                        Settlement.UPSERTED);
        Map<String, String> texts = pipeline.store
                .all()
                .collect(Collectors.toMap(point -> point.key().id(), StoredPoint::text));
        assertThat(texts.keySet()).isEqualTo(Set.of("own", "more", "renamed", "reordered", "more2"));
        texts.forEach((id, text) -> assertThat(text).isEqualTo("text of " + id));
    }

    private static byte[] record(PipelineDriver pipeline, Schema schema, String id, String textField, boolean added) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("id", id);
        record.put(textField, "text of " + id);
        if (added) {
            record.put("added", "more");
        }
        if (schema.getField("nested") != null) {
            GenericRecord nested =
                    new GenericData.Record(schema.getField("nested").schema());
            nested.put("x", 7);
            record.put("nested", nested);
        }
        if (schema.getField("occurred_at") != null) {
            record.put("occurred_at", PipelineDriver.OCCURRED.toEpochMilli());
        }
        return pipeline.wire.record(record);
    }

    private static List<Byte> schemaId(byte[] value) {
        Byte[] id = new Byte[4];
        Arrays.setAll(id, i -> value[1 + i]);
        return List.of(id);
    }

    private static Decoder mapping() {
        Map<String, String> settings = Map.of(
                "input.format", "avro",
                "input.id.field", "id",
                "input.text.template", "{text}",
                "input.timestamp.field", "occurred_at");
        return switch (InputConfig.input(settings)) {
            case Input.Avro avro ->
                MappedDecoder.avro(
                        avro,
                        new MappedDecoder.AvroSource(
                                AvroSerdes.open(Wire.REGISTRY, Wire.MAX_BYTES), PipelineDriver.atOnce()));
            case Input.TextEvents _, Input.Texts _, Input.Json _ -> throw new AssertionError("not Avro");
        };
    }

    /** These fields, and when it happened, which our own schema requires. */
    private static Schema schema(String fields) {
        return new Schema.Parser()
                .parse(("{'type':'record','name':'TextEvent','namespace':'io.kalmstream.avro','fields':[" + fields
                                + ",{'name':'occurred_at','type':{'type':'long','logicalType':'timestamp-millis'}}]}")
                        .replace('\'', '"'));
    }
}
