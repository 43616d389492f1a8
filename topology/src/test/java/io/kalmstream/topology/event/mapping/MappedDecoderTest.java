package io.kalmstream.topology.event.mapping;

import static io.kalmstream.topology.event.mapping.Mapped.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Tombstones;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MappedDecoderTest {
    private final Mapped shop = new Mapped(
            "input.format", "json",
            "input.id.field", "sku",
            "input.text.template", "{title}\\n{author.name}: {tags}",
            "input.tenant.field", "shop",
            "input.timestamp.field", "changed",
            "input.payload.fields", "brand, price:double, author.name as author, stock:long, new");
    private final Mapped plain = new Mapped("input.format", "json", "input.text.template", "{t}");
    private final Mapped texts = new Mapped("input.format", "string");

    @Test
    void json_isMapped() {
        String value = """
            {"sku": 12, "title": "T", "author": {"name": "N"}, "tags": ["a", "b"], "shop": "acme", "brand": "B",
             "changed": "2026-01-02T03:04:05Z", "price": "1.5", "stock": 7, "new": true, "other": "x"}\
            """;

        assertThat(shop.decode("ignored", value))
                .isEqualTo(new Decoded.Document(
                        new DocumentKey("acme", "12"),
                        "T\nN: a, b",
                        Map.of("brand", "B", "price", 1.5, "author", "N", "stock", 7L, "new", true),
                        Instant.parse("2026-01-02T03:04:05Z")));
    }

    @Test
    void json_takesKeyAndTimestampOfTheRecord_whereTheValueNamesNone() {
        assertThat(plain.decode("k", "{\"t\": \"x\", \"id\": 1}"))
                .isEqualTo(new Decoded.Document(new DocumentKey("", "k"), "x", Map.of(), Mapped.SENT));
    }

    @Test
    void json_keepsEveryScalar_whenAskedTo() {
        Mapped all = new Mapped(
                "input.format", "json", "input.text.template", "{t}", "input.payload.fields", "*, o.in as deep");

        assertThat(all.decode(
                        "k", "{\"t\":\"x\",\"n\":1,\"f\":1.5,\"b\":false,\"a\":[1],\"o\":{\"in\":\"y\"},\"z\":null}"))
                .isInstanceOfSatisfying(
                        Decoded.Document.class,
                        document -> assertThat(document.attributes())
                                .isEqualTo(Map.of("t", "x", "n", 1L, "f", 1.5, "b", false, "deep", "y")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'title':'T','shop':'s'}                                    | MISSING_ID    | sku",
                "{'sku':'','title':'T','shop':'s'}                           | MISSING_ID    | sku",
                "{'sku':{},'title':'T','shop':'s'}                           | MISSING_ID    | sku",
                "{'sku':'a','title':'T'}                                     | MISSING_FIELD | shop",
                "{'sku':'a','title':'T','shop':null}                         | MISSING_FIELD | shop",
                "{'sku':'a','title':'T','shop':''}                           | BAD_FIELD     | shop",
                "{'sku':'a','title':'T','shop':'s','changed':'canary'}       | BAD_FIELD     | changed",
                "{'sku':'a','title':'T','shop':'s','changed':1.5}            | BAD_FIELD     | changed",
                "{'sku':'a','title':'T','shop':'s','price':'canary'}         | BAD_FIELD     | price",
                "{'sku':'a','title':'T','shop':'s','price':1e999}            | BAD_FIELD     | price",
                "{'sku':'a','title':'T','shop':'s','brand':['canary']}       | BAD_FIELD     | brand",
                "{'sku':'a','title':'T','shop':'s','stock':1.5}              | BAD_FIELD     | stock",
                "{'sku':'a','title':'T','shop':'s','stock':9223372036854775808} | BAD_FIELD  | stock",
                "{'sku':'\\ud800','title':'T','shop':'s'}                    | BAD_FIELD     | id",
                "['canary']                                                  | MALFORMED     | an array",
                "12                                                          | MALFORMED     | a number",
                "null                                                        | MALFORMED     | missing",
                "canary                                                      | MALFORMED     | JSON",
                "{'a':1} canary                                              | MALFORMED     | JSON",
                "{'sku':'canary','sku':'b','title':'T','shop':'s'}           | MALFORMED     | twice",
            })
    void json_saysWhatIsWrong_andQuotesNothing(String json, FailureCode code, String named) {
        assertUndecodable(shop.decode(utf8("k"), utf8(json.replace('\'', '"'))), code, named);
    }

    @Test
    void json_isBounded() {
        assertUndecodable(plain.decode("k", "[".repeat(1_000_000)), FailureCode.TOO_LARGE, "levels");
        assertUndecodable(plain.decode("k", "{\"t\":" + "9".repeat(1_000_000) + "}"), FailureCode.TOO_LARGE, "digits");
        assertUndecodable(
                plain.decode("k", "{\"" + "n".repeat(1_000_000) + "\":1}"), FailureCode.TOO_LARGE, "name longer");
        assertThat(plain.decode("k", "{\"t\":\"" + "x".repeat(1_500_000) + "\"}"))
                .isInstanceOf(Decoded.Document.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bytesThatAreNotUtf8_areRefused_inKeysAndValues(boolean inKey) {
        byte[] latin = "{\"t\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] good = utf8("{\"t\":\"x\"}");

        for (Mapped mapped : new Mapped[] {plain, texts}) {
            assertUndecodable(
                    mapped.decode(inKey ? latin : good, inKey ? good : latin),
                    FailureCode.MALFORMED,
                    inKey ? "key is not UTF-8" : "value is not UTF-8");
        }
    }

    @Test
    void texts_areTheirValue() {
        assertThat(texts.decode("k", "\uFEFFsome words\n"))
                .isEqualTo(new Decoded.Document(new DocumentKey("", "k"), "some words\n", Map.of(), Mapped.SENT));
    }

    @Test
    void aRecordWithoutKey_isRefused_whereTheKeyIsTheId() {
        assertUndecodable(texts.decode(null, utf8("x")), FailureCode.MISSING_ID, "key");
        assertUndecodable(texts.decode(new byte[0], utf8("x")), FailureCode.MISSING_ID, "empty");
        assertUndecodable(plain.decode(null, utf8("{\"t\":\"x\"}")), FailureCode.MISSING_ID, "key");
        assertUndecodable(shop.decode((byte @Nullable []) null, null), FailureCode.MISSING_ID, "key");
    }

    @Test
    void tombstones_deleteTheKeysId() {
        assertThat(shop.decode(utf8("12"), null)).isEqualTo(new Decoded.Deletion("12", null));
        assertThat(texts.decode(utf8("12"), null)).isEqualTo(new Decoded.Deletion("12", null));

        shop.headers.add(Tombstones.TENANT_HEADER, utf8("acme"));
        assertThat(shop.decode(utf8("12"), null)).isEqualTo(new Decoded.Deletion("12", "acme"));
    }

    @Test
    void keys_mayBeJson() {
        Mapped bare = new Mapped("input.format", "string", "input.key.format", "json");
        Mapped object =
                new Mapped("input.format", "string", "input.key.format", "json", "input.key.field", "payload.id");

        assertThat(bare.decode(utf8("12"), null)).isEqualTo(new Decoded.Deletion("12", null));
        assertThat(bare.decode(utf8("\"a\""), null)).isEqualTo(new Decoded.Deletion("a", null));
        assertUndecodable(bare.decode(utf8("{\"id\":1}"), null), FailureCode.MISSING_ID, "input.key.field");
        assertThat(object.decode(utf8("{\"payload\":{\"id\":7}}"), null)).isEqualTo(new Decoded.Deletion("7", null));
        assertUndecodable(object.decode(utf8("{\"id\":1}"), null), FailureCode.MISSING_ID, "payload.id");
        assertUndecodable(object.decode(utf8("3"), null), FailureCode.MISSING_ID, "payload.id");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "9223372036854775807, +292278994-08-17T07:12:55.807Z",
        "'\"2026-03-01\"', 2026-03-01T00:00:00Z",
        "'\"2026-03-01T08:49:35+02:00\"', 2026-03-01T06:49:35Z",
    })
    void times_ofAnySize_areTaken(String json, Instant expected) {
        Mapped timed = new Mapped("input.format", "json", "input.text.template", "{t}", "input.timestamp.field", "at");

        assertThat(timed.decode("k", "{\"t\":\"x\",\"at\":" + json + "}"))
                .isInstanceOfSatisfying(
                        Decoded.Document.class,
                        document -> assertThat(document.occurredAt()).isEqualTo(expected));
        assertUndecodable(
                timed.decode("k", "{\"t\":\"x\",\"at\":\"+999999999-01-01T00:00:00Z\"}"), FailureCode.BAD_FIELD, "at");
    }

    private static void assertUndecodable(Decoded decoded, FailureCode code, @Nullable String named) {
        assertThat(decoded).isInstanceOfSatisfying(Decoded.Undecodable.class, undecodable -> {
            assertThat(undecodable.failure().code()).isEqualTo(code);
            assertThat(undecodable.failure().reason()).contains(named).doesNotContain("canary");
        });
    }
}
