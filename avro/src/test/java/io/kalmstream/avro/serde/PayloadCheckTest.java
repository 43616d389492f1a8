package io.kalmstream.avro.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PayloadCheckTest {
    private static final String INT_MAX = "feffffff0f";
    private static final String LONG_MAX = "feffffffffffffffff01";
    private static final String LONG_MIN = "ffffffffffffffffff01";
    private static final Schema LIST =
            TestingSchemas.schema("{'type':'record','name':'L','fields':[{'name':'next','type':['null','L']}]}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'null'                                            |",
                "'boolean'                                         | 01",
                "'int'                                             | " + INT_MAX,
                "'long'                                            | " + LONG_MIN,
                "'float'                                           | 00000000",
                "'double'                                          | 0000000000000000",
                "'string'                                          | 0461c3",
                "'bytes'                                           | 00",
                "{'type':'fixed','name':'F','size':2}              | ffff",
                "{'type':'enum','name':'E','symbols':['A','B']}    | 02",
                "['null','int']                                    | 0202",
                "{'type':'array','items':'int'}                    | 04020200",
                "{'type':'array','items':'int'}                    | 0304020200",
                "{'type':'array','items':'int'}                    | 0202020200",
                "{'type':'map','values':'int'}                     | 0202610200",
            })
    void check_passesWhatFits(String schema, String hex) {
        assertThatNoException().isThrownBy(() -> check(TestingSchemas.schema(schema), hex));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'boolean'                                      | 02                    | MALFORMED",
                "'boolean'                                      |                       | TRUNCATED",
                "'int'                                          | ffffffff1f            | MALFORMED",
                "'int'                                          | ffffffffff01          | MALFORMED",
                "'int'                                          | ff                    | TRUNCATED",
                "'long'                                         | ffffffffffffffffffff01 | MALFORMED",
                "'double'                                       | 00000000000000        | TRUNCATED",
                "'string'                                       | 0661                  | TRUNCATED",
                "'string'                                       | " + LONG_MAX + "      | TRUNCATED",
                "'string'                                       | feffffffff0f          | TRUNCATED",
                "'bytes'                                        | 01                    | MALFORMED",
                "'bytes'                                        | 0461                  | TRUNCATED",
                "'int'                                          | 0200                  | TRAILING_BYTES",
                "{'type':'fixed','name':'F','size':2}           | ff                    | TRUNCATED",
                "{'type':'enum','name':'E','symbols':['A','B']} | 04                    | MALFORMED",
                "{'type':'enum','name':'E','symbols':['A','B']} | 01                    | MALFORMED",
                "['null','int']                                 | 04                    | MALFORMED",
                "{'type':'array','items':'int'}                 | " + INT_MAX + "       | TRUNCATED",
                "{'type':'array','items':'int'}                 | 0402                  | TRUNCATED",
                "{'type':'array','items':'int'}                 | 0306020200            | MALFORMED",
                "{'type':'array','items':'int'}                 | 03010202              | MALFORMED",
                "{'type':'array','items':'int'}                 | " + LONG_MIN + "      | TRUNCATED",
                "{'type':'array','items':'null'}                | " + LONG_MAX + "00    | TOO_LARGE",
                "{'type':'array','items':'null'}                | " + LONG_MIN + "0000  | TOO_LARGE",
                "{'type':'map','values':'null'}                 | " + LONG_MAX + "      | TRUNCATED",
            })
    void check_namesWhatDoesNot(String schema, String hex, Code code) {
        assertThat(refusal(TestingSchemas.schema(schema), bytes(hex)).code()).isEqualTo(code);
    }

    @Test
    void check_boundsEmptyItemsOverAllArrays() {
        Schema nested = TestingSchemas.schema("{'type':'array','items':{'type':'array','items':'null'}}");
        String inner = "80 40 00"; // 4096 nulls
        byte[] bytes = bytes("c8 01" + inner.repeat(100) + "00");

        assertThat(refusal(nested, bytes).code()).isEqualTo(Code.TOO_LARGE);
        assertThatNoException().isThrownBy(() -> check(nested, "14" + inner.repeat(10) + "00"));
    }

    @Test
    void check_boundsRecursion() {
        assertThatNoException().isThrownBy(() -> PayloadCheck.check(LIST, list(PayloadCheck.MAX_DEPTH - 1), 0));
        assertThat(refusal(LIST, list(PayloadCheck.MAX_DEPTH)).code()).isEqualTo(Code.TOO_LARGE);
        assertThat(refusal(LIST, list(1_000_000)).code()).isEqualTo(Code.TOO_LARGE);
    }

    @Test
    void check_startsWhereTold() {
        PayloadCheck.check(TestingSchemas.schema("'int'"), bytes("ffffff02"), 3);
    }

    private static byte[] list(int links) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < links; i++) {
            bytes.write(2);
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    private static void check(Schema schema, String hex) {
        PayloadCheck.check(schema, bytes(hex), 0);
    }

    private static byte[] bytes(String hex) {
        return hex == null ? new byte[0] : HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static UndecodableRecordException refusal(Schema schema, byte[] bytes) {
        return catchThrowableOfType(UndecodableRecordException.class, () -> PayloadCheck.check(schema, bytes, 0));
    }
}
