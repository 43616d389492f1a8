package io.kalmstream.sinks.embedded;

import static io.kalmstream.sinks.embedded.TestingQdrant.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qdrant.client.QdrantClient;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own is killed while it writes. */
class KillIT {
    private static final int KILLS = 3;
    private static final int FEWEST_BATCHES = 25;

    @TempDir
    private Path data;

    @Test
    void kill_whileWriting_losesNothingAcknowledgedAndInventsNothing() throws Exception {
        TestingSeed seed = TestingSeed.create();
        Random random = seed.random();
        long acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged = writeThenKill(acknowledged, FEWEST_BATCHES + random.nextInt(FEWEST_BATCHES));
            verify(acknowledged, seed);
        }
    }

    /** Answers how many batches were acknowledged by all writers so far. */
    private long writeThenKill(long from, int batches) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWriter.class.getName(),
                        data.toString(),
                        Long.toString(from))
                .redirectErrorStream(true)
                .start();
        List<String> log = new ArrayList<>();
        long next = from;
        try (BufferedReader out = new BufferedReader(new InputStreamReader(writer.getInputStream(), UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals("acknowledged " + next)) {
                    next++;
                } else {
                    log.add(line);
                }
                if (next == from + batches) {
                    // Through its handle: the process itself would close the stream that is being read.
                    writer.toHandle().destroyForcibly();
                }
            }
        }
        writer.waitFor();
        assertThat(next).as("batches acknowledged; the writer said: %s", log).isGreaterThanOrEqualTo(from + batches);
        return next;
    }

    private void verify(long acknowledged, TestingSeed seed) throws IOException {
        try (TestingQdrant qdrant = TestingQdrant.start(data, CrashingWriter.TUNING)) {
            List<RetrievedPoint> points = scroll(qdrant.client());

            // The batch that was under way may be there: it is whole, or not at all.
            long expected = acknowledged * CrashingWriter.BATCH;
            assertThat((long) points.size()).as(seed.toString()).isIn(expected, expected + CrashingWriter.BATCH);
            for (int number = 0; number < points.size(); number++) {
                RetrievedPoint point = points.get(number);
                assertThat(point.getId().getNum()).as(seed.toString()).isEqualTo(number);
                assertThat(point.getPayloadMap())
                        .isEqualTo(CrashingWriter.point(number).getPayloadMap());
                assertThat(point.getVectors().getVector().getDense().getDataList())
                        .isEqualTo(CrashingWriter.vector(number));
            }
        }
    }

    private static List<RetrievedPoint> scroll(QdrantClient client) {
        List<RetrievedPoint> points = new ArrayList<>();
        ScrollPoints.Builder scroll = ScrollPoints.newBuilder()
                .setCollectionName(CrashingWriter.COLLECTION)
                .setLimit(1_000)
                .setWithPayload(WithPayloadSelectorFactory.enable(true))
                .setWithVectors(WithVectorsSelectorFactory.enable(true));
        boolean more = true;
        while (more) {
            ScrollResponse page = get(client.scrollAsync(scroll.build()));
            points.addAll(page.getResultList());
            more = page.hasNextPageOffset();
            scroll.setOffset(page.getNextPageOffset());
        }
        return points;
    }
}
