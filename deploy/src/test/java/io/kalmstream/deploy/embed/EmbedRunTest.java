package io.kalmstream.deploy.embed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class EmbedRunTest {
    private static final int DIMENSIONS = 4;

    @TempDir
    Path folder;

    private final TestingEncoder encoder = new TestingEncoder(DIMENSIONS);
    private final DeviceBatcher batcher = new DeviceBatcher(encoder);
    private final List<Long> rejected = new ArrayList<>();
    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);

    @AfterEach
    void close() {
        batcher.close();
        encoder.close();
    }

    @Test
    void run_manyLines_keepsTheirOrder() throws Exception {
        List<String> lines = IntStream.range(0, 3000).mapToObj(i -> "line " + i).toList();

        EmbedSummary summary = run(String.join("\n", lines), new JsonOutput(out));

        assertThat(summary.lines()).isEqualTo(3000);
        assertThat(summary.tokens()).isEqualTo(3000 * 4);
        List<JsonNode> objects = objects();
        assertThat(objects).hasSize(3000);
        for (int i = 0; i < 3000; i += 371) {
            assertThat(objects.get(i).path("line").asInt()).isEqualTo(i + 1);
            assertThat(floats(objects.get(i))).containsExactly(vector(lines.get(i)));
        }
    }

    @Test
    void run_linesWithoutVector_keepTheirPlace() throws Exception {
        encoder.failOn("poison");
        byte[] bytes = "a\npoison\n\u0000b\n".getBytes(UTF_8);
        bytes[9] = (byte) 0xff;

        EmbedSummary summary = run(new ByteArrayInputStream(bytes), new JsonOutput(out));

        assertThat(rejected).containsExactly(2L, 3L);
        assertThat(summary.rejected()).isEqualTo(2);
        assertThat(objects()).extracting(object -> object.has("embedding")).containsExactly(true, false, false);
        assertThat(printed.toString()).doesNotContain("poison");
    }

    @Test
    void run_npy_isWhatNumpyReads() throws Exception {
        encoder.failOn("poison");
        Path file = folder.resolve("vectors.npy");

        run("a\npoison\nb", NpyOutput.create(file, DIMENSIONS));

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.limit()).isEqualTo(128 + 3 * DIMENSIONS * Float.BYTES);
        byte[] header = new byte[128];
        bytes.get(header);
        assertThat(new String(header, ISO_8859_1))
                .startsWith("\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }")
                .endsWith(" \n");
        assertThat(row(bytes)).containsExactly(vector("a"));
        assertThat(row(bytes)).containsOnly(Float.NaN);
        assertThat(row(bytes)).containsExactly(vector("b"));
        assertThat(folder).isDirectoryContaining(path -> path.equals(file)).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void run_npyOfARunThatFails_isNotThere() {
        encoder.breakDown();
        Path file = folder.resolve("vectors.npy");

        assertThatThrownBy(() -> run("a\nb", NpyOutput.create(file, DIMENSIONS)))
                .isInstanceOf(EncoderException.class);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void run_plainText_isALineAVector() throws Exception {
        encoder.failOn("poison");

        run("a\npoison", new TextOutput(out, DIMENSIONS));

        List<String> lines = printed.toString().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().split(" ", -1)).hasSize(DIMENSIONS);
        assertThat(lines.getLast()).isEqualTo("nan nan nan nan");
    }

    @Test
    void run_noLines_isAnEmptyArray() throws Exception {
        Path file = folder.resolve("vectors.npy");

        EmbedSummary summary = run("", NpyOutput.create(file, DIMENSIONS));

        assertThat(summary.lines()).isZero();
        assertThat(file).hasSize(128);
    }

    @Test
    void run_writerThatPauses_seesHisVectorsMeanwhile() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        PipedOutputStream pipe = new PipedOutputStream();
        try (PipedInputStream in = new PipedInputStream(pipe)) {
            pipe.write("a\n".getBytes(UTF_8));
            Thread later = Thread.ofPlatform().start(() -> {
                try (pipe) {
                    first.await();
                    pipe.write("b\n".getBytes(UTF_8));
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });

            new EmbedRun(batcher, Side.QUERY, new JsonOutput(out), listener(first)).run(in);

            later.join();
        }
        assertThat(objects()).hasSize(2);
    }

    @Test
    void run_inputThatCannotBeRead_fails() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                throw new IOException("the disk is gone");
            }
        };

        assertThatThrownBy(() -> run(broken, new TextOutput(out, DIMENSIONS)))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
    }

    private EmbedSummary run(String input, VectorOutput output) throws IOException, InterruptedException {
        return run(new ByteArrayInputStream(input.getBytes(UTF_8)), output);
    }

    private EmbedSummary run(InputStream in, VectorOutput output) throws IOException, InterruptedException {
        try (output) {
            return new EmbedRun(batcher, Side.DOCUMENT, output, listener(new CountDownLatch(1))).run(in);
        }
    }

    private EmbedListener listener(CountDownLatch written) {
        return new EmbedListener() {
            @Override
            public void at(long lines) {
                written.countDown();
            }

            @Override
            public void rejected(long line, String reason) {
                rejected.add(line);
            }
        };
    }

    private List<JsonNode> objects() throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        for (String line : printed.toString().lines().toList()) {
            objects.add(mapper.readTree(line));
        }
        return objects;
    }

    private static float[] floats(JsonNode object) {
        float[] values = new float[object.path("embedding").size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(object.path("embedding").get(i).asText());
        }
        return values;
    }

    private static float[] row(ByteBuffer bytes) {
        float[] row = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            row[i] = bytes.getFloat();
        }
        return row;
    }

    private float[] vector(String text) {
        return new TestingEncoder(DIMENSIONS)
                .encode(List.of(encoder.tokenize(text, Side.DOCUMENT)))
                .getFirst();
    }
}
