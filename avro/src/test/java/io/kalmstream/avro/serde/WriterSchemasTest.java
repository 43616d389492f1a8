package io.kalmstream.avro.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

final class WriterSchemasTest {
    @Test
    void parse_takesRecursiveSchemas() {
        String json =
                "{'type':'record','name':'Tree','fields':[{'name':'children','type':{'type':'array','items':'Tree'}}]}";

        assertThat(parse(json).getFullName()).isEqualTo("Tree");
    }

    @Test
    void parse_takesDefaultsThatDoNotFit() {
        assertThat(parse("{'type':'record','name':'R','fields':[{'name':'f','type':'int','default':'x'}]}")
                        .getFields())
                .hasSize(1);
    }

    @Test
    void parse_usesReferences() {
        Schema schema = WriterSchemas.parse(
                quoted("{'type':'record','name':'Outer','fields':[{'name':'inner','type':'Inner'}]}"),
                List.of(quoted("{'type':'record','name':'Inner','fields':[]}")));

        assertThat(schema.getField("inner").schema().getFullName()).isEqualTo("Inner");
    }

    @Test
    void parse_refusesWhatIsNoSchema() {
        assertThat(refusal("{'type':'recor'}")).isEqualTo(Code.SCHEMA_MISMATCH);
        assertThat(refusal("{'type':")).isEqualTo(Code.SCHEMA_MISMATCH);
        assertThat(refusal("")).isEqualTo(Code.SCHEMA_MISMATCH);
    }

    @Test
    void parse_refusesDeepJson() {
        int levels = 100_000;
        String json = "{'type':'array','items':".repeat(levels) + "'int'" + "}".repeat(levels);

        assertThat(refusal(json)).isEqualTo(Code.TOO_LARGE);
    }

    @Test
    void parse_refusesDepthThroughNames() {
        assertThat(refusal(chain(500, 1))).isEqualTo(Code.TOO_LARGE);
    }

    @Test
    void parse_refusesDepthThroughNames_onASmallStack() throws InterruptedException {
        List<Code> refusals = new CopyOnWriteArrayList<>();
        Thread thread = new Thread(null, () -> refusals.add(refusal(chain(5_000, 1))), "small stack", 256 << 10);
        thread.start();
        thread.join();

        assertThat(refusals).containsExactly(Code.TOO_LARGE);
    }

    @Test
    void parse_refusesTooManyCharacters() {
        assertThat(parse("'int'" + " ".repeat(WriterSchemas.MAX_CHARS - 5)).getType())
                .isEqualTo(Schema.Type.INT);
        assertThat(refusal("'int'" + " ".repeat(WriterSchemas.MAX_CHARS - 4))).isEqualTo(Code.TOO_LARGE);
    }

    @Test
    void parse_refusesFieldsThatMultiply() {
        assertThat(parse(chain(15, 2)).getTypes()).hasSize(15);
        assertThat(refusal(chain(40, 2))).isEqualTo(Code.TOO_LARGE);
    }

    /** A flat union of records R0, R1, ...; each has fields of the one before it. */
    private static String chain(int records, int fields) {
        return IntStream.range(0, records)
                .mapToObj(i -> "{'type':'record','name':'R%d','fields':[%s]}"
                        .formatted(
                                i,
                                IntStream.range(0, fields)
                                        .mapToObj(f -> "{'name':'f%d','type':'%s'}"
                                                .formatted(f, i == 0 ? "int" : "R" + (i - 1)))
                                        .collect(Collectors.joining(","))))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static Schema parse(String json) {
        return WriterSchemas.parse(quoted(json), List.of());
    }

    private static Code refusal(String json) {
        return catchThrowableOfType(UndecodableRecordException.class, () -> parse(json))
                .code();
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
