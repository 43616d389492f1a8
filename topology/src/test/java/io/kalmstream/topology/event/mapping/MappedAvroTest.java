package io.kalmstream.topology.event.mapping;

import static io.kalmstream.topology.event.mapping.Mapped.schema;
import static io.kalmstream.topology.event.mapping.Mapped.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.FailureCode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Avro records of a schema that is not ours. */
final class MappedAvroTest {
    private static final Instant CHANGED = Instant.parse("2026-01-02T03:04:05.006Z");
    private static final Schema AUTHOR =
            schema("{'type':'record','name':'Author','fields':[{'name':'name','type':'string'}]}");
    private static final Schema FIRST = product("{'name':'title','type':['null','string'],'default':null}");
    /** A year later: the title has another name, and there is more. */
    private static final Schema LATER =
            product("{'name':'headline','aliases':['title'],'type':['null','string'],'default':null},"
                    + "{'name':'subtitle','type':['null','string'],'default':null}");

    private final Mapped mapped = new Mapped(
            "input.format", "avro",
            "input.id.field", "sku",
            "input.text.template", "{title}\\n{author.name}, {labels.en}, {tags}, {colour}",
            "input.tenant.field", "shop",
            "input.timestamp.field", "changed",
            "input.payload.fields", "price:double, stock, colour, day, labels.en as label, rating");

    @Test
    void record_isMapped() {
        assertThat(mapped.decode(utf8("ignored"), mapped.avro(product(FIRST, "title", "T"))))
                .isEqualTo(new Decoded.Document(
                        new DocumentKey("acme", "12"),
                        "T\nN, hi, a, b, RED",
                        Map.of(
                                "price",
                                12.5,
                                "stock",
                                3L,
                                "colour",
                                "RED",
                                "day",
                                "1970-01-02T00:00:00Z",
                                "label",
                                "hi",
                                "rating",
                                4.5),
                        CHANGED));
    }

    @Test
    void record_ofALaterSchema_meansTheSame() {
        assertThat(mapped.decode(utf8("ignored"), mapped.avro(product(LATER, "headline", "T"))))
                .isEqualTo(mapped.decode(utf8("ignored"), mapped.avro(product(FIRST, "title", "T"))));
    }

    @Test
    void record_withoutText_isLeftToTheIntake() {
        Mapped onlyTitle = new Mapped("input.format", "avro", "input.text.template", "Title: {title}");

        assertThat(onlyTitle.decode(utf8("k"), onlyTitle.avro(product(FIRST, "title", null))))
                .isEqualTo(new Decoded.Document(new DocumentKey("", "k"), "", Map.of(), Mapped.SENT));
    }

    @Test
    void record_saysWhatIsWrong() {
        Mapped wrong = new Mapped(
                "input.format", "avro", "input.text.template", "{title}", "input.payload.fields", "author as who");

        assertThat(wrong.decode(utf8("k"), wrong.avro(product(FIRST, "title", "T"))))
                .isEqualTo(new Decoded.Undecodable(
                        FailureCode.BAD_FIELD, "field author is an object, which cannot be kept as an attribute"));
        assertThat(wrong.decode(utf8("k"), wrong.avroString("bare")))
                .isEqualTo(new Decoded.Undecodable(
                        FailureCode.MALFORMED, "the value is a text, not an object with fields"));
    }

    @Test
    void bytes_thatAreNoAvro_areLetters() {
        byte[] good = mapped.avro(product(FIRST, "title", "T"));
        byte[] unknown = good.clone();
        Arrays.fill(unknown, 1, 5, (byte) 0x7F);

        assertCode(mapped.decode(utf8("k"), utf8("{}")), FailureCode.BAD_MAGIC);
        assertCode(mapped.decode(utf8("k"), new byte[0]), FailureCode.TRUNCATED);
        assertCode(mapped.decode(utf8("k"), Arrays.copyOf(good, good.length - 1)), FailureCode.TRUNCATED);
        assertCode(mapped.decode(utf8("k"), Arrays.copyOf(good, good.length + 1)), FailureCode.MALFORMED);
        assertCode(mapped.decode(utf8("k"), unknown), FailureCode.UNKNOWN_SCHEMA);
    }

    @Test
    void keys_mayBeAvro() {
        Mapped bare = new Mapped("input.format", "avro", "input.text.template", "{title}", "input.key.format", "avro");
        Mapped field = new Mapped(
                "input.format", "avro",
                "input.text.template", "{title}",
                "input.key.format", "avro",
                "input.key.field", "name");
        IndexedRecord key = new GenericData.Record(AUTHOR);
        key.put(0, "N");

        assertThat(bare.decode(bare.avroString("a"), null)).isEqualTo(new Decoded.Deletion("a", null));
        assertThat(bare.decode(bare.avroString("a"), bare.avro(product(FIRST, "title", "T"))))
                .isEqualTo(new Decoded.Document(new DocumentKey("", "a"), "T", Map.of(), Mapped.SENT));
        assertThat(field.decode(field.avro(key), null)).isEqualTo(new Decoded.Deletion("N", null));
        assertCode(bare.decode(utf8("plain"), null), FailureCode.BAD_MAGIC);
        assertCode(bare.decode(bare.avro(key), null), FailureCode.MISSING_ID);
    }

    /** A scale of a billion is a number of a billion digits, if one writes them. */
    @Test
    void decimals_costNoMoreThanTheirBytes() {
        Schema schema = schema("{'type':'record','name':'D','fields':[{'name':'d','type':{'type':'bytes',"
                + "'logicalType':'decimal','precision':2000000000,'scale':2000000000}}]}");
        IndexedRecord small = new GenericData.Record(schema);
        small.put(0, ByteBuffer.wrap(new byte[] {1}));
        IndexedRecord large = new GenericData.Record(schema);
        large.put(0, ByteBuffer.wrap(new byte[500_000]));
        Mapped decimals = new Mapped("input.format", "avro", "input.text.template", "{d}");

        assertThat(decimals.decode(utf8("k"), decimals.avro(small)))
                .isInstanceOfSatisfying(
                        Decoded.Document.class,
                        document -> assertThat(document.text()).isEqualTo("1E-2000000000"));
        assertThat(decimals.decode(utf8("k"), decimals.avro(large)))
                .isInstanceOfSatisfying(
                        Decoded.Document.class,
                        document -> assertThat(document.text()).isEmpty());
    }

    private static void assertCode(Decoded decoded, FailureCode code) {
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Undecodable.class,
                        undecodable -> assertThat(undecodable.failure().code()).isEqualTo(code));
    }

    private static Schema product(String title) {
        return schema("{'type':'record','name':'Product','fields':[{'name':'sku','type':'int'}," + title
                + ",{'name':'author','type':['null'," + AUTHOR.toString().replace('"', '\'') + "]}"
                + ",{'name':'labels','type':{'type':'map','values':['null','string']}}"
                + ",{'name':'tags','type':{'type':'array','items':'string'}}"
                + ",{'name':'colour','type':{'type':'enum','name':'Colour','symbols':['RED','BLUE']}}"
                + ",{'name':'shop','type':'string'}"
                + ",{'name':'changed','type':['null',{'type':'long','logicalType':'timestamp-micros'}]}"
                + ",{'name':'day','type':{'type':'int','logicalType':'date'}}"
                + ",{'name':'price','type':{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}}"
                + ",{'name':'stock','type':'long'},{'name':'rating','type':'float'},{'name':'photo','type':'bytes'}]}");
    }

    private static IndexedRecord product(Schema schema, String title, @Nullable Object text) {
        GenericData.Record record = new GenericData.Record(schema);
        GenericData.Record author = new GenericData.Record(AUTHOR);
        author.put("name", "N");
        record.put("sku", 12);
        record.put(title, text);
        record.put("author", author);
        record.put("labels", Map.of("en", "hi"));
        record.put("tags", List.of("a", "b"));
        record.put(
                "colour", new GenericData.EnumSymbol(schema.getField("colour").schema(), "RED"));
        record.put("shop", "acme");
        record.put("changed", CHANGED.toEpochMilli() * 1000);
        record.put("day", 1);
        record.put(
                "price", ByteBuffer.wrap(new BigDecimal("12.50").unscaledValue().toByteArray()));
        record.put("stock", 3L);
        record.put("rating", 4.5f);
        record.put("photo", ByteBuffer.wrap(new byte[] {1}));
        return record;
    }
}
